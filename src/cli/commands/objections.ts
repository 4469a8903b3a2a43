import { manat } from '../../domain/money.ts'
import { type FiledObjection, walkObjections } from '../../services/papers/walk-objections.ts'
import { defineCommand, jsonLine, print } from '../command.ts'
import { voenOption } from '../options.ts'

export const objectionsCommand = defineCommand({
  name: 'objections',
  usage: '[--voen V] [--all]',
  summary:
    'List the objections of companies to their reconciliation acts that wait for an answer, one JSON object per line. With --all list those that were answered or withdrawn too.',
  example: 'objections --voen 1400057421',
  options: { voen: 'string', all: 'boolean' },
  operands: [],
  async run({ openStore, stdout }, options) {
    const { all = false } = options
    const store = await openStore('read')
    for await (const objections of walkObjections(store.exporter, voenOption(options))) {
      const listed = all ? objections : objections.filter(({ state }) => state === 'open')
      await print(stdout, listed.map(objection => jsonLine(toLine(objection))).join(''))
    }
    return 0
  },
})

function toLine({
  voen,
  act,
  objection,
  ledger,
  line,
  own,
  reason,
  note,
  at,
  by,
  state,
  ended,
}: FiledObjection): object {
  return {
    ...{ voen, act, objection, ledger, line, reason, note, at, state },
    companyFigure: own === null ? null : manat(own),
    raisedBy: by.name,
    ...(ended && { endedAt: ended.at, endedBy: ended.by.name, answer: ended.answer }),
  }
}
