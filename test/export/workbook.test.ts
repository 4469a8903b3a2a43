import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type FileContext, tableFile } from '../../src/export/file.ts'
import type { Column, Table } from '../../src/export/table.ts'
import { type Sheet, sheetName, sumRow } from '../../src/export/workbook/sheet.ts'
import { workbook } from '../../src/export/workbook/workbook.ts'
import { catalogueOf } from '../../src/i18n/index.ts'
import { partsOf, readWorkbook } from '../support/workbooks.ts'

const NOW = new Date('2026-04-20T06:00:00Z')
const t = catalogueOf('az')
const PROPERTIES = {
  title: 'ƏDV & aksiz',
  company: '<Araz> MMC',
  language: 'az',
  created: NOW,
  dateFormat: 'dd\\.mm\\.yyyy',
}
const turn = () => nextTurn()
const context: FileContext = { t, now: NOW, turn }

interface Line {
  readonly number: string
  readonly amount: bigint
}

const COLUMNS: readonly Column<Line>[] = [
  { heading: 'Nömrə', kind: 'identifier', width: 20, of: ({ number }) => number },
  { heading: 'Məbləğ', kind: 'amount', width: 16, of: ({ amount }) => amount, isSummed: true },
]

async function* batchesOf(...batches: readonly (readonly Line[])[]): AsyncGenerator<readonly Line[]> {
  yield* batches
}

function tableOf(batches: AsyncIterable<readonly Line[]>): Table<Line> {
  return { title: 'Sınaq', facts: [], columns: COLUMNS, batches }
}

function sheetOf(batches: AsyncIterable<readonly Line[]>): Sheet {
  const table = { columns: COLUMNS, batches } as Sheet['table'] & {}
  const foot: Sheet['foot'] = written => [sumRow(table.columns, written, 'Cəmi')]
  return { name: 'Sınaq', widths: [20, 16], head: [], table, foot }
}

async function whole(pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces, piece => Buffer.from(piece as Uint8Array)))
}

const numbered = (...numbers: readonly string[]) => numbers.map(number => ({ number, amount: 100n }))

describe('a workbook', () => {
  test('keeps every identifier as text, character by character', async () => {
    const numbers = [
      '0200000001',
      '1E5',
      'MAR-05',
      '12345678901234567890',
      '=1+1',
      '+5',
      '-5',
      '@x',
      '<&">',
      ' a  b ',
      'two\nlines\r',
      '\uFFFD\u{1F600}',
    ]
    const file = await whole(tableFile(tableOf(batchesOf(numbered(...numbers))), 'Araz MMC', 'xlsx', context))
    const rows = (await readWorkbook(file)).get('Sınaq')!
    expect(rows.slice(2, -2).map(([number]) => number)).toEqual(numbers)
    const xml = (await partsOf(file)).get('xl/worksheets/sheet1.xml')!
    expect(xml).not.toContain('<f>=')
  })

  test('has no character that XML has not, and no text that a spreadsheet would take for the code of one', async () => {
    const file = await whole(
      workbook([sheetOf(batchesOf(numbered('a\0\x1Fb\uFFFE\uD800', '_x0041_')))], { properties: PROPERTIES, turn }),
    )
    const xml = (await partsOf(file)).get('xl/worksheets/sheet1.xml')!
    expect(xml).toContain('>a\uFFFD\uFFFDb\uFFFD\uFFFD<')
    expect(xml).toContain('>_x005F_x0041_<')
  })

  test('has its properties, frozen headings, a filter over the rows, and a sum of what the filter shows', async () => {
    const file = await whole(workbook([sheetOf(batchesOf(numbered('A/1', 'A/2')))], { properties: PROPERTIES, turn }))
    const parts = await partsOf(file)
    expect(parts.get('docProps/core.xml')).toContain('<dc:title>ƏDV &amp; aksiz</dc:title>')
    expect(parts.get('docProps/core.xml')).toContain('2026-04-20T06:00:00Z</dcterms:created>')
    expect(parts.get('docProps/app.xml')).toContain('<Company>&lt;Araz&gt; MMC</Company>')
    const xml = parts.get('xl/worksheets/sheet1.xml')!
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(xml).toContain('<autoFilter ref="A1:B3"/>')
    expect(xml).toContain("<f>SUBTOTAL(109,'Sınaq'!B2:B3)</f><v>2.00</v>")
  })

  test('writes amounts of more than 15 digits as text, with all of them, and says so', async () => {
    const lines = [
      { number: 'A/1', amount: 9_007_199_254_740_991n },
      { number: 'A/2', amount: 999_999_999_999_999n },
    ]
    const file = await whole(tableFile(tableOf(batchesOf(lines)), 'Araz MMC', 'xlsx', context))
    const rows = (await readWorkbook(file)).get('Sınaq')!
    expect(rows.slice(2, 4).map(([, amount]) => amount)).toEqual(['90071992547409.91', 9_999_999_999_999.99])
    expect(rows.at(-1)![0]).toBe(t.export.longAmounts)
    // A formula would leave the text out.
    expect((await partsOf(file)).get('xl/worksheets/sheet1.xml')).not.toContain('<f>')
  })

  test('says so too where only the sum has more digits', async () => {
    const lines = Array.from({ length: 2 }, (_, index) => ({ number: `A/${index}`, amount: 600_000_000_000_000n }))
    const file = await whole(tableFile(tableOf(batchesOf(lines)), 'Araz MMC', 'xlsx', context))
    const rows = (await readWorkbook(file)).get('Sınaq')!
    expect(rows.at(-1)![0]).toBe(t.export.longAmounts)
    expect(rows.flat()).toContain('12000000000000.00')
  })

  test('goes on, on the next sheet, where a sheet is full', async () => {
    const batches = Array.from({ length: 5 }, (_, batch) =>
      numbered(...Array.from({ length: 30 }, (_, at) => `${batch}/${at}`)),
    )
    const file = await whole(workbook([sheetOf(batchesOf(...batches))], { properties: PROPERTIES, turn, maxRows: 151 }))
    const sheets = await readWorkbook(file)
    expect([...sheets.keys()]).toEqual(['Sınaq', 'Sınaq (2)', 'Sınaq (3)'])
    const all = [...sheets.values()].flatMap(rows => rows.slice(1)).map(([number]) => number)
    expect(all.slice(0, 150)).toEqual(batches.flat().map(({ number }) => number))
    expect((await partsOf(file)).get('xl/worksheets/sheet3.xml')).toContain(
      "SUBTOTAL(109,'Sınaq'!B2:B51,'Sınaq (2)'!B2:B51,'Sınaq (3)'!B2:B51)</f><v>150.00</v>",
    )
  })

  test('without rows has its headings and an empty sum, and no formula over them', async () => {
    const file = await whole(workbook([sheetOf(batchesOf())], { properties: PROPERTIES, turn }))
    expect((await readWorkbook(file)).get('Sınaq')).toEqual([
      ['Nömrə', 'Məbləğ'],
      [null, null],
      ['Cəmi', 0],
    ])
    expect((await partsOf(file)).get('xl/worksheets/sheet1.xml')).not.toContain('<f>')
  })

  test('has a name for each sheet that a spreadsheet accepts', () => {
    expect(sheetName('Elektron xidmət haqqının ƏDV-si: [hamısı]/2026')).toBe('Elektron xidmət haqqının ƏDV-si')
    expect(sheetName("a'b?*")).toBe('a b')
  })
})

describe('a workbook that is being written', () => {
  /** Batches without end, or up to a failure. */
  function source(failAt = Number.POSITIVE_INFINITY) {
    const told = { made: 0, ended: false }
    async function* make(): AsyncGenerator<readonly Line[]> {
      try {
        for (;;) {
          if (told.made === failAt) throw new Error('The store is gone')
          told.made += 1
          yield Array.from({ length: 200 }, (_, at) => ({
            number: `${told.made}-${at}-${Math.sin(at + told.made)}`,
            amount: BigInt(at),
          }))
        }
      } finally {
        told.ended = true
      }
    }
    return { told, batches: make() }
  }

  test('begins before the first row is read', async () => {
    const { told, batches } = source()
    const pieces = workbook([sheetOf(batches)], { properties: PROPERTIES, turn })
    const { value } = await pieces.next()
    expect(
      Buffer.from(value as Uint8Array)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect(told.made).toBe(0)
    await pieces.return()
  })

  test('reads no more rows than are taken, and none after its reader has left', async () => {
    const { told, batches } = source()
    const pieces = workbook([sheetOf(batches)], { properties: PROPERTIES, turn })
    for (let taken = 0; taken < 20; taken += 1) await pieces.next()
    // Compression works in threads of its own until its buffers are full.
    let made = -1
    while (told.made > made) {
      made = told.made
      await setTimeout(500)
    }
    expect(told).toEqual({ made, ended: false })
    expect(made).toBeLessThan(1000)
    await pieces.return()
    expect(told).toEqual({ made, ended: true })
  })

  test('has no end when its source fails, and fails itself', async () => {
    const { told, batches } = source(20)
    const taken: Uint8Array[] = []
    const read = async () => {
      for await (const piece of workbook([sheetOf(batches)], { properties: PROPERTIES, turn })) taken.push(piece)
    }
    await expect(read()).rejects.toThrow('The store is gone')
    expect(told).toEqual({ made: 20, ended: true })
    await expect(partsOf(Buffer.concat(taken))).rejects.toThrow(/end of central directory|signature not found/i)
  })
})
