import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseCsv } from '../support/oracle/csv.ts'
import { charged, registered, TRADER } from '../support/oracle/events.ts'
import { Site } from '../web/site.ts'

const ACCOUNT = `/accounts/${TRADER}`
/** C0, DEL and C1 without tab and line ends. */
const CONTROLS = [
  ...Array.from({ length: 32 }, (_, code) => code),
  ...Array.from({ length: 33 }, (_, code) => 127 + code),
]
  .filter(code => ![9, 10, 13].includes(code))
  .map(code => String.fromCharCode(code))

let site: Site
beforeAll(async () => {
  site = await Site.open([
    registered({ name: `A${CONTROLS.join('')}B` }),
    ...CONTROLS.map((control, index) =>
      charged(`${control}=1+1`, { fine: `${index + 1}.00` }, { id: `id-${control}-${index}` }),
    ),
  ])
})
afterAll(() => site[Symbol.asyncDispose]())

test.each([
  ACCOUNT,
  `${ACCOUNT}/ledgers/fine`,
  `${ACCOUNT}/document?from=2020-01-01`,
  `${ACCOUNT}/preview?amount=5`,
  `${ACCOUNT}/export`,
  `${ACCOUNT}/export?dialect=machine`,
  `${ACCOUNT}/declarations/export`,
  '/companies',
  '/nowhere%00%1B',
])('no control character of a sender leaves in %s', async path => {
  const { text } = await site.get(path)
  expect(CONTROLS.filter(control => text.includes(control))).toEqual([])
})

test('a reference that begins with U+0000 is the same text in the machine dialect, and no formula in the other', async () => {
  const machine = parseCsv((await site.get(`${ACCOUNT}/export?dialect=machine`)).text, ',', '\n')
  const references = new Set(machine.slice(1).map(row => row[4]))
  expect(references).toEqual(new Set(['\uFFFD=1+1']))
  const spreadsheet = parseCsv((await site.get(`${ACCOUNT}/export`)).text.replace(/^\uFEFF/, ''), ';', '\r\n')
  const cells = spreadsheet
    .slice(1)
    .map(row => row[5]!)
    .filter(cell => cell !== '')
  expect(new Set(cells)).toEqual(new Set(['\uFFFD=1+1']))
})
