import { verifyStore } from '../../services/maintenance/verify-store.ts'
import { defineCommand, print } from '../command.ts'
import { describeFinding } from '../describe-finding.ts'
import { Progress } from '../progress.ts'

export const verifyCommand = defineCommand({
  name: 'verify',
  usage: '',
  summary:
    'Recompute the store from its event log, compare its schema with the migrations, and print the first difference of each kind.',
  example: 'verify',
  options: {},
  operands: [],
  async run({ openStore, stdout, stderr }) {
    const store = await openStore('read')
    const progress = new Progress(stderr, 'events recomputed')
    const { findings, isSchemaCompared } = await verifyStore(store, {
      onProgress: (done, all) => progress.show(done, done / all),
    })
    progress.clear()
    if (!isSchemaCompared) await print(stderr, 'The store is on several servers, so its schema is not compared.\n')
    for (const finding of findings) await print(stdout, `${describeFinding(finding)}\n`)
    if (findings.length === 0) await print(stderr, 'The store matches its event log.\n')
    return findings.length === 0 ? 0 : 1
  },
})
