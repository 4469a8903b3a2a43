import type { PlainDate } from '../domain/dates.ts'
import type { Comparable } from '../domain/own-books/line.ts'
import type { Period } from '../domain/period.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { KeptMatch } from '../services/own-books/read-matches.ts'
import { companyFacts, madeFact, type Subject, textFact } from './facts.ts'
import type { FileContext } from './file.ts'
import type { Row, Table } from './table.ts'

/** A line of own books, or an operation, with the result that it belongs to. */
export interface ComparedItem {
  readonly match: KeptMatch
  readonly item: Comparable
  /** The type of an operation; null for a line of own books. */
  readonly type: string | null
}

export function ownBooksFacts(subject: Subject, { from, to }: Period, { t, now }: FileContext): Row[] {
  const period = textFact(t.extract.period, t.range(t.format.date(from), t.format.date(to)))
  return [...companyFacts(subject, t), period, madeFact(now, t)]
}

/** `müqayisə-VÖEN-date`. */
export function ownBooksFileName(voen: Voen, day: PlainDate, t: Catalogue): string {
  return `${t.ownBooks.fileName}-${voen}-${day}`
}

/** The results of a comparison, a row for each line of own books and each operation. */
export function ownBooksTable(
  batches: AsyncIterable<readonly KeptMatch[]>,
  facts: readonly Row[],
  t: Catalogue,
): Table<ComparedItem> {
  const { ownBooks: texts, columns, funds } = t
  const { exportHeadings, fields } = texts
  return {
    title: texts.title,
    facts,
    columns: [
      { heading: exportHeadings.result, kind: 'count', width: 10, of: ({ match }) => match.seq },
      { heading: texts.kind, kind: 'text', width: 22, of: ({ match }) => texts.outcomes[match.outcome] },
      {
        heading: texts.difference,
        kind: 'text',
        width: 32,
        of: ({ match }) => match.names.map(name => texts.names[name]).join(', '),
      },
      {
        heading: texts.state,
        kind: 'text',
        width: 20,
        of: ({ match }) => match.decision && texts.decided[match.decision],
      },
      {
        heading: exportHeadings.side,
        kind: 'text',
        width: 14,
        of: ({ type }) => (type === null ? texts.own : texts.customs),
      },
      { heading: exportHeadings.row, kind: 'count', width: 10, of: ({ item }) => item.position },
      { heading: fields.date, kind: 'date', width: 14, of: ({ item }) => item.date },
      { heading: columns.type, kind: 'text', width: 24, of: ({ type }) => type },
      {
        heading: fields.declaration,
        kind: 'identifier',
        width: 26,
        of: ({ item }) => (item.numbers.length === 0 ? null : item.numbers.join(', ')),
      },
      { heading: fields.ledger, kind: 'text', width: 24, of: ({ item }) => item.ledger && funds[item.ledger] },
      { heading: fields.text, kind: 'identifier', width: 32, of: ({ item }) => item.text || null },
      { heading: texts.raises, kind: 'amount', width: 16, of: ({ item: { effect } }) => (effect > 0 ? effect : null) },
      { heading: texts.lowers, kind: 'amount', width: 16, of: ({ item: { effect } }) => (effect < 0 ? -effect : null) },
    ],
    batches: itemsOf(batches, t),
  }
}

async function* itemsOf(
  batches: AsyncIterable<readonly KeptMatch[]>,
  t: Catalogue,
): AsyncGenerator<readonly ComparedItem[]> {
  for await (const batch of batches) {
    yield batch.flatMap(match => [
      ...match.lines.map(item => ({ match, item, type: null })),
      ...match.operations.map(item => ({ match, item, type: t.operationTypes[item.type] })),
    ])
  }
}
