import { verify } from '../../services/verify.ts'
import type { Difference } from '../../store/compare.ts'
import { type Command, print } from '../command.ts'
import { Progress } from '../progress.ts'

export const verifyCommand: Command = {
  name: 'verify',
  usage: '',
  summary: 'Recompute everything from the event log and print the first difference, if there is one.',
  example: 'verify',
  options: [],
  operands: [],
  async run({ openStore, stdout, stderr }) {
    const store = await openStore()
    const progress = new Progress(stderr, 'events recomputed')
    const difference = await verify(store, {
      onProgress: (done, all) => progress.show(done, done / all),
    })
    progress.clear()
    if (difference) await print(stdout, `${describe(difference)}\n`)
    else await print(stderr, 'The store is what its event log makes it.\n')
    return difference ? 1 : 0
  },
}

function describe({ table, row, column, kept, recomputed }: Difference): string {
  if (column === null) {
    return kept === null
      ? `${table} (${row}) is missing; the event log makes it`
      : `${table} (${row}) is there, but the event log does not make it`
  }
  return `${table} (${row}): ${column} is ${kept ?? 'empty'}, the event log makes it ${recomputed ?? 'empty'}`
}
