/** An act of reconciliation as a table: the workbook works the differences out by formulas. */
import { type ActRecord, type ActRow, comparedRows } from '../domain/act/compared.ts'
import { sideName } from '../i18n/act-names.ts'
import type { Catalogue } from '../i18n/index.ts'
import { companyFacts, dayFacts, madeFact, textFact } from './facts.ts'
import { csvFacts, type FileContext, type FileFormat, longAmountNote, type Pieces, properties } from './file.ts'
import { csvAmount, tableCsv } from './spreadsheet.ts'
import type { Cell, Column, Row, Table } from './table.ts'
import { columnName } from './workbook/cells.ts'
import { type Sheet, sheetName } from './workbook/sheet.ts'
import { workbook } from './workbook/workbook.ts'

/** `uzlesme-akti-VÖEN-number`. */
export function actFileName({ act }: ActRecord, t: Catalogue): string {
  return `${t.acts.fileName}-${act.voen}-${act.number}`
}

export function actFile(record: ActRecord, format: FileFormat, context: FileContext): Pieces {
  const { t, turn } = context
  const rows = comparedRows(record)
  const figure = (amount: bigint) => (format === 'xlsx' ? t.format.amount(amount) : csvAmount(amount, format))
  const columns = columnsOf(record, figure, t)
  const table: Table<ActRow> = {
    title: t.acts.one(record.act.number),
    facts: factsOf(record, context),
    columns,
    batches: inOneBatch(rows),
  }
  if (format !== 'xlsx') return tableCsv({ ...table, facts: csvFacts(table.facts, t) }, format)
  return workbook([sheetOf(table, rows, t)], { properties: properties(table.title, record.act.company, context), turn })
}

async function* inOneBatch(rows: readonly ActRow[]): AsyncGenerator<readonly ActRow[]> {
  yield rows
}

function factsOf({ act, progress }: ActRecord, { t, now }: FileContext): Row[] {
  const { company: name, voen, period, drawnUpAt, drawnUpBy } = act
  const signed = progress.closed && t.acts.drawnUpBy(t.format.instant(progress.closed.at), progress.closed.by.name)
  return [
    ...companyFacts({ name, voen }, t),
    ...dayFacts(period.from, period.to, t),
    [
      { kind: 'text', value: t.acts.drawnUp, isStrong: true },
      { kind: 'sender', value: t.acts.drawnUpBy(t.format.instant(drawnUpAt), drawnUpBy.name) },
    ],
    textFact(t.acts.state, t.acts.states[progress.state]),
    ...(progress.cancelled ? [cancelledFact(progress.cancelled.reason, t)] : []),
    ...(signed
      ? [
          [
            { kind: 'text', value: t.acts.signatures, isStrong: true },
            { kind: 'sender', value: signed },
          ] satisfies Row,
        ]
      : []),
    madeFact(now, t),
  ]
}

function cancelledFact(reason: string, t: Catalogue): Row {
  return [
    { kind: 'text', value: t.acts.reason, isStrong: true },
    { kind: 'sender', value: reason },
  ]
}

/** @param figure writes an amount inside a sentence */
function columnsOf({ progress }: ActRecord, figure: (amount: bigint) => string, t: Catalogue): Column<ActRow>[] {
  const isAbout = (row: ActRow) =>
    progress.objections.filter(({ ledger, line }) => ledger === row.ledger && line === row.line)
  return [
    { heading: t.columns.ledger, kind: 'text', width: 36, of: ({ ledger }) => t.funds[ledger] },
    { heading: t.acts.side, kind: 'text', width: 16, of: ({ ledger, side }) => sideName(ledger, side, t) },
    { heading: t.acts.line, kind: 'text', width: 24, of: ({ line }) => t.acts.lines[line] },
    { heading: t.acts.customs, kind: 'amount', width: 20, of: ({ customs }) => customs },
    { heading: t.acts.own, kind: 'amount', width: 20, of: ({ own }) => own },
    { heading: t.acts.difference, kind: 'amount', width: 16, of: ({ difference }) => difference },
    {
      heading: t.acts.objections,
      kind: 'words',
      width: 50,
      of: row =>
        isAbout(row)
          .map(({ own, reason, note, state }) => {
            const said = note === '' ? reason : `${reason} (${note})`
            const stated = own === null ? '' : `, ${t.acts.own}: ${figure(own)}`
            return `${said}${stated}: ${t.acts.objectionStates[state]}`
          })
          .join('; '),
    },
  ]
}

const [CUSTOMS, OWN, DIFFERENCE] = [3, 4, 5].map(columnName) as [string, string, string]

function sheetOf({ title, facts, columns }: Table<ActRow>, rows: readonly ActRow[], t: Catalogue): Sheet {
  return {
    name: sheetName(title),
    widths: columns.map(({ width }) => width),
    head: [...facts, []],
    table: null,
    foot: (_, row) => {
      const headings = columns.map(({ heading }): Cell => ({ kind: 'text', value: heading, isHeading: true }))
      const plain = rows.map(item => columns.map(({ kind, of }): Cell => ({ kind, value: of(item) })))
      const note = longAmountNote(false, plain, t)
      // A formula would leave out an amount that is a text because it is so long.
      const written = note.length > 0 ? plain : plain.map((cells, index) => withFormula(cells, row + 1 + index))
      return [headings, ...written, ...note]
    },
  }
}

function withFormula(cells: readonly Cell[], row: number): Cell[] {
  const place = DIFFERENCE.charCodeAt(0) - 'A'.charCodeAt(0)
  return cells.map((cell, index) =>
    index === place && cell.value !== null ? { ...cell, formula: `${OWN}${row}-${CUSTOMS}${row}` } : cell,
  )
}
