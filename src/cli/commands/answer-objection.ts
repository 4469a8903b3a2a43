import type { ActRefusal } from '../../domain/act/may-follow.ts'
import { RefusalError } from '../../domain/problem.ts'
import { isVoen } from '../../domain/voen.ts'
import { takeActStep } from '../../services/papers/take-act-step.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { operator } from '../operator.ts'
import { reasonOption } from '../options.ts'

export const answerObjectionCommand = defineCommand({
  name: 'answer-objection',
  usage: 'VOEN ACT OBJECTION (--accept | --reject) --reason TEXT',
  summary:
    'Accept or reject an objection to a reconciliation act. The company reads the reason on the page of the act; the figures of the act stay as they were drawn up.',
  example: 'answer-objection 1400057421 3 1 --accept --reason "The payment is booked on 5 March"',
  options: { accept: 'boolean', reject: 'boolean', reason: 'string' },
  operands: ['VOEN', 'ACT', 'OBJECTION'],
  async run({ openStore, clock, stderr }, options, [voen = '', act = '', objection = '']) {
    const { accept = false, reject = false } = options
    if (!isVoen(voen)) throw new CommandError(`VOEN must be ten digits, the last 1 or 2, not "${voen}"`)
    const [actNumber, number] = [numberOf('ACT', act), numberOf('OBJECTION', objection)]
    if (accept === reject) throw new CommandError('say either --accept or --reject')
    const answer = reasonOption(options.reason, 'what the company is told')
    const store = await openStore('write')
    const actor = operator()
    const by = { subject: null, name: actor.name ?? actor.address }
    const step = { kind: accept ? 'accepted' : 'rejected', objection: number, answer } as const
    try {
      const request = { voen, act: actNumber, by, actor, now: clock(), step: () => step }
      if (!(await takeActStep(store.papers, request))) throw new CommandError(REFUSED['no-act'])
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error
      throw new CommandError(REFUSED[error.code as ActRefusal])
    }
    await print(stderr, `Objection ${number} to act ${actNumber} of ${voen} is ${step.kind}.\n`)
    return 0
  },
})

function numberOf(operand: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new CommandError(`${operand} must be a number; objections lists them, not "${text}"`)
  return Number(text)
}

const REFUSED: Readonly<Record<ActRefusal | 'no-act', string>> = {
  'no-act': 'the company has no such act; objections lists them',
  'act-cancelled': 'the company has cancelled the act',
  'act-closed': 'the act is closed',
  'too-many-steps': 'the act takes no more steps',
  'no-objection': 'the act has no such objection; objections lists them',
  'objection-ended': 'the objection was answered or withdrawn before; objections --all lists them',
  'objection-open': 'an objection waits for its answer',
  'not-agreed': 'the company has not agreed to the act',
  'act-changed': 'the act has changed meanwhile',
}
