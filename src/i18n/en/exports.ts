/** Files: what they are called, how they are chosen, and what stands in them. */
import type { Catalogue } from '../catalogue.ts'

export const exports: Omit<Catalogue['export'], 'asciiFileName'> = {
  xlsx: 'Export (Excel)',
  csv: 'CSV',
  csvIn: {
    semicolon: 'CSV with semicolons and decimal commas (1234,50)',
    comma: 'CSV with commas and decimal points (1234.50)',
  },
  machine: 'CSV for software',
  fileName: 'account-statement',
  allLedgers: 'all-ledgers',
  selected: 'selected',
  reference: 'Document number',
  channel: 'Payment channel',
  row: 'No.',
  event: 'Record number',
  cause: 'Cause',
  causes: { amendment: 'Amendment', cancellation: 'Cancellation' },
  rate: 'Per day, %',
  summary: 'Summary',
  byType: 'By operation type',
  opening: { debt: 'Opening debt', overpayment: 'Opening overpayment' },
  closing: { debt: 'Closing debt', overpayment: 'Closing overpayment' },
  longAmounts:
    'Amounts of more than 15 digits are written as text: a spreadsheet would round them. Formulas leave them out.',
  note: 'Note',
  apostrophes: "The sign ' before a number keeps it as text; it is no part of the number.",
}
