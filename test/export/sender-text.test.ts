import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCsv, tableIn } from '../support/oracle/csv.ts'
import { assessed, charged, registered, TRADER } from '../support/oracle/events.ts'
import { CONTROLS, controlsIn, FORMULAS_IN_DISGUISE, HEBREW, TURNING } from '../support/people/hostile-texts.ts'
import { Site } from '../web/site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const FORMULAS = [...FORMULAS_IN_DISGUISE, ...CONTROLS.map(control => `${control}=1+1`)]
const ALL = CONTROLS.join('')
/** They turn nothing. */
const LINE_ENDS = ['\u2028', '\u2029']
const NAME = `A${ALL}B${TURNING.join('')}C`

let site: Site
beforeAll(async () => {
  const references = [...FORMULAS, `A${ALL}B`, `A${TURNING.join('')}B`, HEBREW, `${HEBREW}\u2069x`]
  site = await Site.open(
    [
      registered({ name: NAME }),
      assessed('A/1', { vat: '5.00' }),
      ...references.map((reference, index) =>
        charged(reference, { fine: `${index + 1}.00` }, { id: `${index}${ALL}` }),
      ),
    ],
    { config: { lateInterest: { rates: [{ from: '2001-01-01', percent: '0.1' }], maxDays: 365 } } },
  )
})
afterAll(() => site[Symbol.asyncDispose]())

const bytes = async (path: string) => (await site.get(`${ACCOUNT}/${path}`)).text

describe('no control character but tab and line breaks leaves', () => {
  test.each([
    '',
    '/ledgers/fine',
    '/declarations/A/1',
    '/document',
    '/preview?amount=1000',
    '/debts',
    '/debts/interest',
    '/debts/chosen?charge=2.1&charge=3.1',
    '/access-log',
    '/mandates',
    '/declarations',
    '/pictures',
  ])('in the page %j', async path => {
    const { status, text } = await site.get(ACCOUNT + path)
    expect(status).toBe(200)
    expect(controlsIn(text)).toEqual([])
    // What turns the text after it ends with its element.
    const outside = text.replace(/<(bdi|dd)>.*?<\/\1>/gs, '')
    for (const mark of TURNING.filter(mark => !LINE_ENDS.includes(mark))) expect(outside).not.toContain(mark)
    expect(text).toContain('A\uFFFD\uFFFD')
  })

  test('in a part of a page, a refused search that repeats what was typed, or an error page', async () => {
    const part = await site.get(`${ACCOUNT}/ledgers/fine`, { 'hx-request': 'true', 'hx-request-type': 'partial' })
    expect(part.text).toContain('A\uFFFD\uFFFD')
    expect(controlsIn(part.text)).toEqual([])
    for (const path of [`${ACCOUNT}?from=%00%C2%85%1B&type=%00`, '/companies', '/nowhere%00%1B']) {
      expect(controlsIn((await site.get(path)).text)).toEqual([])
    }
  })

  test.each([
    'export',
    'export?dialect=machine',
    'export?lang=en',
    'declarations/export',
    'debts/export',
    'debts/interest/export',
  ])('in the file %s', async path => {
    const text = await bytes(path)
    expect(text.length).toBeGreaterThan(100)
    expect(controlsIn(text)).toEqual([])
  })
})

describe('a spreadsheet file', () => {
  const cells = async () =>
    parseCsv(tableIn(await bytes('ledgers/fine/export?type=assessment')), ';', '\r\n').slice(2, -1)

  test('has no formula in it: the guard looks at the text as it is written', async () => {
    const rows = (await cells()).slice(0, -4)
    expect(rows).toHaveLength(FORMULAS.length)
    for (const row of rows) {
      for (const cell of row) expect(cell).not.toMatch(/^[\s\p{Cf}\u3164]*[=+\-@]/u)
    }
    expect(rows.map(row => row[2]!.startsWith("'"))).toEqual(
      FORMULAS.map(text => ![...CONTROLS, ...TURNING, '\u2068'].includes(text[0]!)),
    )
  })

  test('shows what was unseen, and isolates what runs from right to left in a sentence', async () => {
    const [controls, turning, hebrew, ended] = (await cells()).slice(-4)
    expect(controls![5]).toBe(`A${'\uFFFD'.repeat(CONTROLS.length)}B`)
    expect(turning![5]).toBe(`A${TURNING.map(mark => (LINE_ENDS.includes(mark) ? mark : '\uFFFD')).join('')}B`)
    expect(hebrew![2]).toBe(`\u2068${HEBREW}\u2069 nömrəli sənəd üzrə hesablama`)
    expect(hebrew![5]).toBe(`'${HEBREW}`)
    expect(ended![2]).toBe(`\u2068${HEBREW}\uFFFDx\u2069 nömrəli sənəd üzrə hesablama`)
  })
})

test('the file for software keeps every character that is no control', async () => {
  const rows = parseCsv(await bytes('ledgers/fine/export?type=assessment&dialect=machine'), ',', '\n').slice(1)
  const [ofControls, ...others] = rows.slice(-4)
  expect(ofControls![4]).toBe(`A${'\uFFFD'.repeat(CONTROLS.length)}B`)
  expect(ofControls![11]).toBe(`${FORMULAS.length}${'\uFFFD'.repeat(CONTROLS.length)}`)
  expect(others.map(row => row[4])).toEqual([`A${TURNING.join('')}B`, HEBREW, `${HEBREW}\u2069x`])
  const disguised = rows.slice(FORMULAS_IN_DISGUISE.length, -4).map(row => row[4])
  expect(disguised).toEqual(CONTROLS.map(() => '\uFFFD=1+1'))
})

test('the books keep the text as it came', async () => {
  const content = await site.store.reader.snapshot(TRADER, tx =>
    tx.selectFrom('ledger_entry').select('reference').where('ledger', '=', 'fine').execute(),
  )
  expect(content.map(({ reference }) => reference)).toContain(`A${ALL}B`)
})

describe('on a page, names and references', () => {
  test('stand apart from our words, so that they turn no sentence round', async () => {
    const { text } = await site.get(`${ACCOUNT}/ledgers/fine`)
    expect(text).toContain(`\u2068${HEBREW}\u2069 nömrəli sənəd üzrə hesablama`)
    expect(text).toContain(`\u2068${HEBREW}\uFFFDx\u2069 nömrəli`)
    expect((await site.get(ACCOUNT)).text).toMatch(/<bdi>A\uFFFD[^<]*<\/bdi>/u)
  })
})
