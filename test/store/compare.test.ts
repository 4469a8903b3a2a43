import { expect, test } from 'vitest'
import { compareRows } from '../../src/store/maintenance/compare.ts'

const DOCUMENTS = { table: 'issued_document', key: ['voen', 'number'], columns: ['voen', 'number'] }
const ROWS = { table: 'access_log', key: ['voen', 'number'], columns: ['voen', 'number'] }

const rows = (...numbers: string[]) => numbers.map(number => ({ voen: '1400057421', number }))

test.each([
  ['numbers of documents sort as texts', DOCUMENTS, ['B7', 'C2'], 'B7'],
  ['numbers of rows sort as numbers', ROWS, ['9', '10'], '9'],
])('%s, so the first row that the other store lacks is named', (_, compared, [first, second], lacking) => {
  expect(compareRows(compared, rows(first!, second!), rows(second!))).toEqual({
    table: compared.table,
    row: `voen 1400057421, number ${lacking}`,
    column: null,
    kept: 'there',
    recomputed: null,
  })
})
