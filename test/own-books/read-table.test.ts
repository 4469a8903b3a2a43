import { spawnSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { decodeMatch } from '../../src/domain/own-books/match-text.ts'
import { guessRoles, headingRowOf } from '../../src/own-books/headings.ts'
import { compareBeside, previewBeside, type ReadingLimits } from '../../src/own-books/read-beside.ts'
import { readTable } from '../../src/own-books/read-table.ts'
import { MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS } from '../../src/own-books/refused.ts'
import { workbook, workbookParts, zipOf } from '../support/workbook.ts'

async function rowsOf(bytes: Buffer): Promise<string[][]> {
  const rows: string[][] = []
  for await (const some of readTable(bytes)) for (const row of some) rows.push(row.map(({ text }) => text))
  return rows
}

/** Text in an encoding of Windows. */
function encoded(text: string, encoding: 'windows-1251' | 'windows-1254'): Buffer {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from([...text].map(letter => bytes.get(letter)!))
}

async function* nothing() {}

describe('a text file', () => {
  const russian = 'Дата;Сумма\r\n01.03.2026;"1 234,50"\r\n'
  const turkish = 'Tarih;Ödeme\n01.03.2026;Ağ gömrük\n'
  test.each([
    ['UTF-8', Buffer.from(russian), russian],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${russian}`), russian],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${russian}`, 'utf16le'), russian],
    ['UTF-16 without a mark', Buffer.from(turkish, 'utf16le'), turkish],
    ['UTF-16, the other way round', Buffer.from(`\uFEFF${russian}`, 'utf16le').swap16(), russian],
    ['Cyrillic of Windows', encoded(russian, 'windows-1251'), russian],
    ['Turkish of Windows', encoded(turkish, 'windows-1254'), turkish],
  ])('is read in %s', async (_, bytes, text) => {
    const expected = text
      .trim()
      .split(/\r?\n/)
      .map(line => line.split(';').map(cell => cell.replaceAll('"', '')))
    expect(await rowsOf(bytes)).toEqual(expected)
  })

  test.each([';', ',', '\t', '|'])(
    'is read with %j between its columns, below a title without any',
    async delimiter => {
      const line = ['a', 'b', '"c; , | d"'].join(delimiter)
      expect(await rowsOf(Buffer.from(`Title\n${line}\n${line}\n`))).toEqual([
        ['Title'],
        ['a', 'b', 'c; , | d'],
        ['a', 'b', 'c; , | d'],
      ])
    },
  )

  const HEAD = ['Date', 'Amount', 'Number', 'Text']
  const read = (...lines: string[]) => rowsOf(Buffer.from([HEAD.join(';'), ...lines].join('\r\n')))

  test.each([
    ['closed by no quote', ['1;-5;x;"A MMC', '2;-200;;'], ['"A MMC', '']],
    ['before another such cell', ['1;-5;x;"A MMC', '2;-200;;', '3;-30;;"B MMC'], ['"A MMC', '', '"B MMC']],
    ['before a quoted cell', ['1;-5;x;"A MMC', '2;-200;;', '3;-30;;"B MMC"'], ['"A MMC', '', 'B MMC']],
    ['before a quote that only closes', ['1;-5;x;"A MMC', '2;-200;;', '3;-30;;B MMC"'], ['"A MMC', '', 'B MMC"']],
    ['before an empty quoted cell', ['1;-5;x;"A MMC', '2;-200;;""', '3;-30;;z'], ['"A MMC', '', 'z']],
    ['with a word after its closing quote', ['1;-5;x;"A" MMC', '2;-200;;y'], ['"A" MMC', 'y']],
  ])('has each row, whatever quote begins a cell: %s', async (_, lines, texts) => {
    const rows = await read(...lines)
    expect(rows.slice(1).map(row => [row[0], row[3]])).toEqual(texts.map((text, index) => [`${index + 1}`, text]))
  })

  test('has each row where a quote begins a cell between others', async () => {
    expect(await read('1;"A MMC;x;y', '2;B MMC";;z')).toEqual([
      HEAD,
      ['1', '"A MMC', 'x', 'y'],
      ['2', 'B MMC"', '', 'z'],
    ])
  })

  test('has line ends, separators and doubled quotes within quoted cells', async () => {
    const lines = ['1;-5;"a', 'b";"c; ""d""', '', 'e;f"', '2;"";;"""g"""', '', '3;']
    expect(await read(...lines)).toEqual([
      HEAD,
      ['1', '-5', 'a\r\nb', 'c; "d"\r\n\r\ne;f'],
      ['2', '', '', '"g"'],
      [''],
      ['3', ''],
    ])
  })

  test.each([
    ['a cell with a book in it', 'cell-too-long', `1;"${'x'.repeat(40_000)}"`],
    ['columns beyond the bound', 'too-many-columns', ';'.repeat(MAX_COLUMNS)],
  ])('with %s is refused', async (_, code, line) => {
    await expect(read(line)).rejects.toMatchObject({ code })
  })

  test('of quotes alone is read in no time', async () => {
    for (const piece of ['"', '"";', '"""x;', '"x\n', '";']) {
      const rows = rowsOf(Buffer.from(`a;b\n${piece.repeat(150_000)}`))
      await rows.catch(error => expect(error).toMatchObject({ code: expect.stringMatching(/too-(long|many)/) }))
    }
  })
})

describe('a workbook', () => {
  const STYLES =
    '<numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="171" formatCode="0.00&quot;day&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
  const row = (cells: string, number = 1) => `<row r="${number}">${cells}</row>`

  test('gives texts, exact numbers, days and what formulas had come to', async () => {
    const cells =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>in&amp;line</t></is></c><c r="D1"><v>1234.50</v></c>' +
      '<c r="E1" s="1"><v>46082</v></c><c r="F1" s="2"><v>46082.75</v></c><c r="G1" s="3"><v>5</v></c>' +
      '<c r="H1" t="str"><f>A1</f><v>worked out</v></c><c r="I1"><f>1+1</f><v>2</v></c>'
    const strings = '<si><r><t>rich </t></r><r><t>text</t></r><rPh><t>sound</t></rPh></si>'
    const bytes = await workbook(row(cells) + row('<c r="A3"><v>1E5</v></c>', 3), { strings, styles: STYLES })
    const rows = (await Array.fromAsync(readTable(bytes))).flat()
    expect(rows[0]).toEqual([
      { text: 'rich text', kind: 'text' },
      { text: 'in&line', kind: 'text' },
      { text: '', kind: 'text' },
      { text: '1234.50', kind: 'number' },
      { text: '2026-03-01', kind: 'date' },
      { text: '2026-03-01', kind: 'date' },
      { text: '5', kind: 'number' },
      { text: 'worked out', kind: 'text', isFormula: true },
      { text: '2', kind: 'number', isFormula: true },
    ])
    expect(rows.slice(1)).toEqual([[], [{ text: '1E5', kind: 'number' }]])
  })

  test('counts days from 1904 where it says so', async () => {
    const bytes = await workbook(row('<c s="1"><v>44620</v></c>'), {
      styles: STYLES,
      workbook: '<workbookPr date1904="1"/>',
    })
    expect(await rowsOf(bytes)).toEqual([['2026-03-01']])
  })

  const parts = workbookParts(row('<c><v>1</v></c>'))
  const withPart = (name: string, content: string | Buffer) => zipOf({ ...parts, [name]: content })
  const sheet = (content: string) => withPart('xl/worksheets/sheet1.xml', content)
  const compound = (text: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from(text, 'utf16le')])
  /** The same file, whose directory says that its largest part is of another size. */
  const lying = async (size: number) => {
    const bytes = await sheet(`<worksheet>${' '.repeat(100_000)}</worksheet>`)
    const at =
      bytes.indexOf(Buffer.from('xl/worksheets/sheet1.xml'), bytes.lastIndexOf(Buffer.from('xl/styles.xml'))) - 46
    bytes.writeUInt32LE(size, at + 24)
    return bytes
  }

  test.each([
    ['an empty file', 'empty', () => Buffer.alloc(0)],
    ['more bytes than allowed', 'too-large', () => Buffer.alloc(MAX_FILE_BYTES + 1)],
    ['a picture', 'not-a-table', () => Buffer.from('\x89PNG\r\n\x1a\n\x00\x00\x00')],
    ['an old spreadsheet', 'old-excel', () => compound('Workbook')],
    ['a spreadsheet with a password', 'encrypted', () => compound('EncryptedPackage')],
    ['macros', 'macros', () => withPart('xl/vbaProject.bin', 'x')],
    [
      'an entity that reads a file',
      'doctype',
      () => sheet('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'),
    ],
    [
      'entities that multiply',
      'doctype',
      () => sheet('<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><worksheet>&y;</worksheet>'),
    ],
    ['an entity without a type', 'damaged', () => sheet('<worksheet>&x;</worksheet>')],
    ['a part that unpacks a thousandfold', 'unpacks-too-large', () => withPart('x.xml', Buffer.alloc(20_000_000))],
    ['a directory that says less than unpacks', 'damaged', () => lying(1000)],
    ['a directory that says a gigabyte', 'unpacks-too-large', () => lying(2 ** 30)],
    [
      'parts without end',
      'too-many-parts',
      () => zipOf(Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`p${index}`, 'x']))),
    ],
    ['another kind of archive', 'not-a-table', () => zipOf({ 'content.txt': 'x' })],
    [
      'a sheet in another encoding',
      'damaged',
      () => withPart('xl/worksheets/sheet1.xml', Buffer.from([0x3c, 0xff, 0xfe])),
    ],
    [
      'rows beyond the bound',
      'too-many-rows',
      () => sheet(`<worksheet><sheetData>${row('', MAX_ROWS + 1)}</sheetData></worksheet>`),
    ],
    [
      'columns beyond the bound',
      'too-many-columns',
      () => sheet('<worksheet><row r="1"><c r="ZZ1"/></row></worksheet>'),
    ],
    [
      'a cell with a book in it',
      'cell-too-long',
      () => sheet(`<worksheet><row r="1"><c t="str"><v>${'x'.repeat(40_000)}</v></c></row></worksheet>`),
    ],
    ['elements nested without end', 'damaged', () => sheet('<a>'.repeat(100))],
    ['a file that ends early', 'damaged', async () => (await withPart('x', 'x')).subarray(0, -30)],
  ])('with %s is refused', async (_, code, bytes) => {
    await expect(rowsOf(Buffer.from(await bytes()))).rejects.toMatchObject({ code })
  })
})

test('ten million rows of text are read up to the bound and no further', async () => {
  const bytes = Buffer.alloc(MAX_FILE_BYTES - 1, '1\n')
  await expect(rowsOf(bytes)).rejects.toMatchObject({ code: 'too-many-rows' })
}, 60_000)

describe('in a process of its own', () => {
  const MAPPING = {
    headingRow: 2,
    date: 0,
    debit: 2,
    credit: 3,
    amount: null,
    debitRaises: true,
    declaration: 1,
    reference: null,
    ledger: null,
    text: null,
  }
  const PERIOD = { from: '2026-03-01' as PlainDate, to: '2026-03-31' as PlainDate }
  const HEAD = 'Company\nDate;GB;Debit;Credit\n'

  const comparing = (bytes: Buffer, limits: Partial<ReadingLimits> = {}) =>
    compareBeside({ bytes, limits, order: { mapping: MAPPING, scope: null, period: PERIOD }, account: nothing() })

  test('lines are read, and rows that are none are counted', async () => {
    const bytes = Buffer.from(
      `${HEAD}01.03.2026;gb-1;10,00;\n2 mart 2026;GB 2;;1 000,50\n32.03.2026;;10,00;\n;;;\nTotal;;10,00;\n3.3.26;;;\n`,
    )
    const { rows } = await previewBeside(bytes)
    expect(headingRowOf(rows)).toBe(2)
    expect(await Array.fromAsync(comparing(bytes))).toEqual([
      { rows: 8 },
      {
        read: {
          problems: [{ row: 5, code: 'date-malformed', typed: '32.03.2026' }],
          leftOut: { 'no-date': 1, 'no-amount': 2, 'other-ledger': 0 },
          headings: 'date\tgb\tdebit\tcredit',
          ...{ lines: 2, outside: 0, formulas: 0 },
        },
      },
    ])
    const mended = Buffer.from(bytes.toString().replace('32.03', '31.03'))
    const answers = await Array.fromAsync(comparing(mended))
    const results = answers.flatMap(answer => ('results' in answer ? answer.results : [])).map(decodeMatch)
    expect(results.map(({ lines: [line] }) => line)).toMatchObject([
      { position: 3, date: '2026-03-01', effect: 1000, numbers: ['GB-1'] },
      { position: 4, date: '2026-03-02', effect: -100_050, numbers: ['GB2'] },
      { position: 5, date: '2026-03-31', effect: 1000, numbers: [] },
    ])
    expect(answers.at(-1)).toMatchObject({ end: { unplaced: { lines: 3, amount: -98_050n } } })
  })

  test('of a card of 1C names its columns, whatever else mentions debit and credit', () => {
    const headings = ['Период', 'Документ', 'Аналитика Дт', 'Аналитика Кт', 'Счет', 'Дебет', 'Счет', 'Кредит', 'Сальдо']
    expect(guessRoles(headings)).toMatchObject({ date: 0, reference: 1, debit: 5, credit: 7, amount: null, text: null })
    expect(guessRoles(['Дата', 'Дт', 'Кт', '№ ДТ'])).toMatchObject({ date: 0, debit: 1, credit: 2, declaration: 3 })
    expect(guessRoles(['Növü', 'Sənədin nömrəsi', 'Vərəqə'])).toMatchObject({ reference: 1, ledger: 2 })
  })

  test('a file that is refused says why', async () => {
    await expect(previewBeside(await zipOf({ 'xl/vbaProject.bin': 'x' }))).rejects.toMatchObject({ code: 'macros' })
  })

  const LONG = Buffer.from(HEAD + '01.03.2026;gb-1;10,00;\n'.repeat(50_000))

  test.each([
    ['more memory than it may', 'unpacks-too-large', { heap_mb: 5 }],
    ['more memory than the system gives', 'unpacks-too-large', { memory_bytes: 1 }],
    ['more time than it may', 'too-long', { time_ms: 50 }],
  ])('a file that takes %s is refused, and its process is gone', async (_, code, limits) => {
    await expect(Array.fromAsync(comparing(LONG, limits))).rejects.toMatchObject({ code })
    await untilNoneReads()
  })

  test('a reading that nobody waits for is ended', async () => {
    for await (const _ of comparing(LONG)) break
    const reader = new AbortController()
    const preview = previewBeside(LONG, reader.signal)
    reader.abort(new Error('gone'))
    await expect(preview).rejects.toThrow()
    await untilNoneReads()
  })

  /** Fails by the time limit of the test. */
  async function untilNoneReads(): Promise<void> {
    while (childProcesses().includes('table-child')) await setTimeout(20)
  }

  function childProcesses(): string {
    return spawnSync('ps', ['--ppid', `${process.pid}`, '-o', 'args='], { encoding: 'utf8' }).stdout
  }
})
