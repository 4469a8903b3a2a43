import type { Head } from '../../domain/head.ts'
import { verifyStore } from '../../services/maintenance/verify-store.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { describeFinding } from '../describe-finding.ts'
import { readHead } from '../head-file.ts'
import { Progress } from '../progress.ts'

export const verifyCommand = defineCommand({
  name: 'verify',
  usage: '[--against FILE [--public-key FILE]]',
  summary:
    'Recompute the store from its event log, compare its schema with the migrations and its indexes with their tables, and print the first difference of each kind. --against compares it with an earlier head too; --public-key checks the signature of the head.',
  example: 'verify',
  options: { against: 'string', 'public-key': 'string' },
  operands: [],
  async run({ openStore, stdout, stderr }, { against, 'public-key': publicKey }) {
    if (publicKey !== undefined && against === undefined) throw new CommandError('--public-key needs --against')
    const onUnchecked = () => print(stderr, 'The head is signed; --public-key FILE checks its signature.\n')
    const head = against === undefined ? undefined : await readHead('against', against, { publicKey, onUnchecked })
    const store = await openStore('read')
    const progress = new Progress(stderr, 'events recomputed')
    const { findings, logins, isSchemaCompared, eventsSince } = await verifyStore(store, {
      head,
      onProgress: (done, all) => progress.show(done, done / all),
      onIndexes: () => {
        progress.clear()
        if (stderr.isTTY) stderr.write('All rows are compared. Comparing the indexes with their tables.\n')
      },
    })
    progress.clear()
    if (!isSchemaCompared) await print(stderr, 'The store is on several servers, so its schema is not compared.\n')
    if (logins.length > 0)
      await print(stderr, `Besides the owner, these logins can use the store: ${logins.join(', ')}.\n`)
    if (head) await print(stderr, describeCoverage(head, eventsSince))
    for (const finding of findings) await print(stdout, `${describeFinding(finding)}\n`)
    if (findings.length === 0) await print(stderr, 'The store matches its event log.\n')
    return findings.length === 0 ? 0 : 1
  },
})

/** @param since the number of events after the head; null when the log ends before it */
function describeCoverage({ time, events }: Head, since: number | null): string {
  const covers = `The head of ${time} covers ${events} events`
  if (since === null) return `${covers}, more than the store has.\n`
  const came = since === 1 ? '1 event came after it and is' : `${since} events came after it and are`
  const after = since === 0 ? 'No event came after it' : `${came} not yet under a head`
  return `${covers}. ${after}.\n`
}
