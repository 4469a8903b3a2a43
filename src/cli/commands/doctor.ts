import { defineCommand, print } from '../command.ts'
import { checkAgainstProvider, checkAgainstReceipts } from '../doctor/clock.ts'
import { describeFindings, exitCodeOf, type Finding, ok } from '../doctor/finding.ts'
import { checkIdentityProvider, compareClocks } from '../doctor/identity-provider.ts'
import { checkProxies, checkPublicAddress } from '../doctor/public-address.ts'
import { checkSeal } from '../doctor/seal.ts'
import { checkPaymentPortal, checkSettings, faultySettings } from '../doctor/settings.ts'
import { checkPlace, checkSecrets, openForInspection } from '../doctor/store.ts'

export const doctorCommand = defineCommand({
  name: 'doctor',
  usage: '',
  summary:
    'Check settings, store, disk, clock, identity provider and public address, and print a line for each check. It changes nothing. The exit code is 1 if there is a fault.',
  example: 'doctor',
  options: {},
  operands: [],
  async run({ config, clock, stdout }) {
    const report = async (findings: readonly Finding[]) => {
      await print(stdout, describeFindings(findings))
      return findings
    }
    const { store, finding } = await openForInspection(config)
    try {
      const found = [
        await report([...checkSettings(config), checkNode(), finding]),
        await report(await checkPlace(config, store)),
        await report([await checkSeal(config, clock())]),
        await report(store ? [await checkSecrets(config, store), await checkAgainstReceipts(store, clock())] : []),
        await report([await checkIdentityProvider(config, clock)]),
        await report(config.identity ? [checkAgainstProvider(await compareClocks(config, clock))] : []),
        await report([await checkPublicAddress(config), checkProxies(config), checkPaymentPortal(config)]),
      ]
      return exitCodeOf(found.flat())
    } finally {
      await store?.close()
    }
  },
  async reportFaultySettings({ stdout }, error) {
    const findings = [...faultySettings(error), checkNode()]
    await print(stdout, describeFindings(findings))
    return exitCodeOf(findings)
  },
})

/** An older version has ended the program before. */
function checkNode(): Finding {
  return ok('Node.js', `version ${process.versions.node} is supported`)
}
