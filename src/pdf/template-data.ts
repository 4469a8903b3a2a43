import type { PdfColumn, PdfDocument, PdfFact, PdfIssue, PdfPart, PdfRow, PdfTable } from './document.ts'
import { type PrintableText, printableLine, printableText } from './printable-text.ts'
import { qrCodeSvg } from './qr-code.ts'

/** @returns the JSON that `static/pdf/document.typ` reads */
export function templateData(document: PdfDocument, issue: PdfIssue | null): string {
  const { lang, title, issuer, running, facts, notices, sections, pageOfPages } = document
  return JSON.stringify({
    lang,
    title: printableText(title),
    plainTitle: printableLine(title),
    issuer: printableLine(issuer),
    running: printableText(running),
    foot: issue ? printableText(issue.number) : '',
    facts: facts.map(factData),
    notices: notices.map(printableText),
    sections: sections.map(({ heading, parts }) => ({
      heading: heading === null ? null : printableText(heading),
      parts: parts.map(partData),
    })),
    issue: issue && issueData(issue),
    pageOfPages,
  })
}

function issueData({ number, verifyUrl, verifyHint, attachment }: PdfIssue) {
  return {
    number: printableText(number),
    verifyUrl: printableText(verifyUrl),
    verifyHint: printableText(verifyHint),
    hint: printableLine(`${verifyHint} ${verifyUrl}`),
    qrCode: qrCodeSvg(verifyUrl),
    attachment: attachment && { ...attachment, description: printableLine(attachment.description) },
  }
}

function factData({ label, value }: PdfFact): readonly PrintableText[] {
  return [printableText(label), printableText(value)]
}

function partData(part: PdfPart) {
  switch (part.kind) {
    case 'facts':
      return { kind: part.kind, facts: part.facts.map(factData) }
    case 'figures':
      return {
        kind: part.kind,
        figures: part.figures.map(figure => [
          ...factData(figure),
          figure.note === null ? null : printableText(figure.note),
        ]),
      }
    case 'table':
      return { kind: part.kind, ...tableData(part) }
    case 'signatures':
      return {
        kind: part.kind,
        parties: part.parties.map(({ label, lines }) => [printableText(label), lines.map(printableText)]),
      }
    default:
      return { kind: part.kind, text: printableText(part.text) }
  }
}

function tableData({ caption, columns, rows }: PdfTable) {
  const kinds = columns.map(({ kind }) => kind)
  return {
    caption: caption === null ? null : printableText(caption),
    columns: columns.map((column, index) => columnData(column, longestIn(rows, index, columns.length))),
    rows: rows.map(row => rowData(row, kinds)),
  }
}

/** Text columns wrap. The others are as wide as their longest text, of which the heading may have two lines. */
function columnData({ label, kind, share = 1 }: PdfColumn, longest: string) {
  const words = label.split(' ').map(printableLine)
  return {
    label: printableText(label),
    kind,
    share,
    longest: kind === 'text' ? [] : [printableLine(longest), ...words],
  }
}

/** Figures have equal widths, so that the longest one is also the widest. */
function longestIn(rows: readonly PdfRow[], index: number, columns: number): string {
  let longest = ''
  for (const row of rows) {
    const text = 'cells' in row ? row.cells[row.cells.length - columns + index] : row[index]
    if (text !== undefined && text.length > longest.length) longest = text
  }
  return longest
}

function rowData(row: PdfRow, kinds: readonly PdfColumn['kind'][]) {
  if (!('cells' in row)) return row.map((cell, index) => cellData(cell, kinds[index]))
  const { label, cells, tone } = row
  const first = kinds.length - cells.length
  return { label: printableText(label), cells: cells.map((cell, index) => cellData(cell, kinds[first + index])), tone }
}

function cellData(cell: string, kind: PdfColumn['kind'] | undefined): PrintableText {
  return kind === 'text' ? printableText(cell) : printableLine(cell)
}
