import { verify } from '../../services/maintenance/verify.ts'
import { defineCommand, print } from '../command.ts'
import { describeDifference } from '../describe-difference.ts'
import { Progress } from '../progress.ts'

export const verifyCommand = defineCommand({
  name: 'verify',
  usage: '',
  summary: 'Recompute the store from its event log and print the first difference, if there is one.',
  example: 'verify',
  options: {},
  operands: [],
  async run({ openStore, stdout, stderr }) {
    const store = await openStore('read')
    const progress = new Progress(stderr, 'events recomputed')
    const difference = await verify(store, {
      onProgress: (done, all) => progress.show(done, done / all),
    })
    progress.clear()
    if (difference) await print(stdout, `${describeDifference(difference, SIDES)}\n`)
    else await print(stderr, 'The store matches its event log.\n')
    return difference ? 1 : 0
  },
})

const SIDES = ['the store', 'the replayed event log'] as const
