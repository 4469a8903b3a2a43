import { createReadStream } from 'node:fs'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAmount } from '../../src/domain/money.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { ACCOUNT_OPEN_API } from '../../src/export/accounting/openapi.ts'
import { statementDocument } from '../../src/export/accounting/statement-json.ts'
import { readEventLines } from '../../src/intake/event-lines.ts'
import { importEvents } from '../../src/services/intake/import-events.ts'
import { createApp } from '../../src/web/app.tsx'
import { parseCsv } from '../support/oracle/csv.ts'
import { amended, assessed, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { cookieOf, dependenciesOf, representativeOfAll } from '../support/people/people.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { DEMONSTRATION, Vereqe } from '../support/stores/vereqe.ts'
import { sampleOf } from '../support/test-matrix.ts'
import { Site } from '../web/site.ts'

const PERIOD = 'from=2026-02-10&to=2026-05-31'

let store: TestStore
let get: (path: string) => Promise<Response>
let voens: readonly Voen[]
beforeAll(async () => {
  store = await openTestStore()
  const file = new URL('../../src/demo/traders.ndjson.gz', import.meta.url)
  await importEvents(store.writer, readEventLines(createReadStream(file)), { clock: () => NOW })
  const app = createApp({ ...dependenciesOf(store), clock: () => NOW, log: () => {} })
  const person = await representativeOfAll(store.reader)
  voens = person.companies.map(({ voen }) => voen)
  const cookie = await cookieOf(store.access, person, NOW)
  get = async path => app.request(path, { headers: { cookie } })
})
afterAll(() => store.close())

interface Ledger {
  readonly opening: bigint
  readonly closing: bigint
  /** The rows by number, with their effect on the balance. */
  readonly rows: ReadonlyMap<string, bigint>
}

/** The machine CSV of a ledger by ledger; an offset changes no balance, and such files do not have it. */
async function rowsOf(voen: string): Promise<Map<string, Map<string, bigint>>> {
  const text = await (await get(`/accounts/${voen}/export?dialect=machine&${PERIOD}`)).text()
  const [head, ...lines] = parseCsv(text, ',', '\n')
  const rows = lines.map(cells => Object.fromEntries(cells.map((cell, at) => [head![at]!, cell])))
  const lowers = ['assessment', 'refund', 'transfer-out']
  const ledgers = Map.groupBy(
    rows.filter(({ type }) => type !== 'overpayment-offset'),
    ({ ledger }) => ledger!,
  )
  return new Map(
    [...ledgers].map(([ledger, rows]) => [
      ledger,
      new Map(
        rows.map(({ row, type, amount }) => {
          const isLowered = lowers.includes(type!) || (type === 'advance-drawdown' && ledger === 'advance')
          return [row!, isLowered ? -qepik(amount!) : qepik(amount!)]
        }),
      ),
    ]),
  )
}

function qepik(text: string): bigint {
  const size = BigInt(parseAmount(text.replace('-', '')) ?? 0)
  return text.startsWith('-') ? -size : size
}

function sum(amounts: Iterable<bigint>): bigint {
  return [...amounts].reduce((left, right) => left + right, 0n)
}

type Element = { readonly name: string; readonly of: Element[]; text: string }

/** Reads XML with a parser that refuses what is not well formed. */
function parseXml(text: string): Element {
  const root: Element = { name: '', of: [], text: '' }
  const open = [root]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ name }) => {
    const element = { name, of: [], text: '' }
    open.at(-1)!.of.push(element)
    open.push(element)
  })
  parser.on('text', piece => {
    open.at(-1)!.text += piece
  })
  parser.on('closetag', () => open.pop())
  parser.on('error', error => {
    throw error
  })
  parser.write(text).close()
  return root
}

function all(element: Element, ...path: string[]): Element[] {
  return path.reduce((found, name) => found.flatMap(({ of }) => of.filter(inner => inner.name === name)), [element])
}

const one = (element: Element, ...path: string[]) => all(element, ...path)[0]!.text

const signed = (element: Element) =>
  one(element, 'CdtDbtInd') === 'DBIT' ? -qepik(one(element, 'Amt')) : qepik(one(element, 'Amt'))

function readCamt(text: string): Map<string, Ledger> {
  const statements = all(parseXml(text), 'Document', 'BkToCstmrStmt', 'Stmt')
  const balance = (statement: Element, code: string) =>
    signed(all(statement, 'Bal').find(bal => one(bal, 'Tp', 'CdOrPrtry', 'Cd') === code)!)
  return new Map(
    statements.map(statement => [
      one(statement, 'Acct', 'Id', 'Othr', 'Id'),
      {
        opening: balance(statement, 'OPBD'),
        closing: balance(statement, 'CLBD'),
        rows: new Map(all(statement, 'Ntry').map(entry => [one(entry, 'NtryRef'), signed(entry)])),
      },
    ]),
  )
}

const linesOfExchange = (bytes: ArrayBuffer) => new TextDecoder('windows-1251').decode(bytes).split('\r\n')

/** Sections of lines `key=value`. */
function sectionsOf(lines: readonly string[], start: string, end: string): Record<string, string>[] {
  return lines.flatMap((line, at) => {
    if (!line.startsWith(start)) return []
    const inside = lines.slice(at + 1, lines.indexOf(end, at))
    return [Object.fromEntries(inside.map(line => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1)]))]
  })
}

/** Reads the format by its rules. */
function readClientBankExchange(bytes: ArrayBuffer): { head: string[]; ledgers: Map<string, Ledger> } {
  const lines = linesOfExchange(bytes)
  expect([lines[0], ...lines.slice(-2)]).toEqual(['1CClientBankExchange', 'КонецФайла', ''])
  const documents = sectionsOf(lines, 'СекцияДокумент', 'КонецДокумента')
  const ledgers = sectionsOf(lines, 'СекцияРасчСчет', 'КонецРасчСчет').map(account => {
    const number = account.РасчСчет!
    const raises = documents.filter(({ ПолучательСчет }) => ПолучательСчет === number)
    const lowers = documents.filter(({ ПлательщикСчет }) => ПлательщикСчет === number)
    const amounts = (of: typeof documents) => of.map(({ Сумма }) => qepik(Сумма!))
    expect(sum(amounts(raises))).toBe(qepik(account.ВсегоПоступило!))
    expect(sum(amounts(lowers))).toBe(qepik(account.ВсегоСписано!))
    const rows = new Map([
      ...raises.map(({ Номер, Сумма }) => [Номер!, qepik(Сумма!)] as const),
      ...lowers.map(({ Номер, Сумма }) => [Номер!, -qepik(Сумма!)] as const),
    ])
    return [
      number,
      { opening: qepik(account.НачальныйОстаток!), closing: qepik(account.КонечныйОстаток!), rows },
    ] as const
  })
  expect(ledgers.flatMap(([, { rows }]) => [...rows]).length).toBe(documents.length)
  return { head: lines.slice(0, 10), ledgers: new Map(ledgers) }
}

async function expectRows(voen: string, ledgers: ReadonlyMap<string, Ledger>): Promise<void> {
  for (const { opening, closing, rows } of ledgers.values()) expect(opening + sum(rows.values())).toBe(closing)
  const expected = [...(await rowsOf(voen)).values()].filter(({ size }) => size > 0)
  const found = [...ledgers.values()].map(({ rows }) => rows).filter(({ size }) => size > 0)
  expect(found.map(rows => [...rows].toSorted())).toEqual(expected.map(rows => [...rows].toSorted()))
}

describe('of every demonstration account, the period', () => {
  const file = (voen: Voen, format: string) => get(`/accounts/${voen}/accounting/file?format=${format}&${PERIOD}`)

  test('as camt.053 leads from each opening to each closing balance by the rows of the machine CSV', async () => {
    for (const voen of sampleOf(voens, 3)) await expectRows(voen, readCamt(await (await file(voen, 'camt')).text()))
  })

  test('as a file for 1C does so too', async () => {
    for (const voen of sampleOf(voens, 3))
      await expectRows(voen, readClientBankExchange(await (await file(voen, '1c')).arrayBuffer()).ledgers)
  })

  test('as JSON fits its published schema and has the rows of the machine CSV', async () => {
    for (const voen of sampleOf(voens, 3)) {
      const document = statementDocument.parse(await (await file(voen, 'json')).json())
      const rows = document.ledgers.flatMap(({ operations }) => operations.map(({ row, amount }) => `${row} ${amount}`))
      const text = await (await get(`/accounts/${voen}/export?dialect=machine&${PERIOD}`)).text()
      const cells = parseCsv(text, ',', '\n').slice(1)
      expect(rows).toEqual(cells.map(row => `${row[12]} ${row[8]}`))
      for (const { opening, movements: by, closing } of document.ledgers)
        expect(qepik(opening.debt) + qepik(by.assessed) - qepik(by.reducedUnpaid) - qepik(by.settled)).toBe(
          qepik(closing.debt),
        )
    }
  })
})

/** A name of the greatest length with what XML, lines and the encoding of 1C cannot hold. */
const NAME = `Şəki "Ğ" & <MMC>\n№ ₼ ${'ə'.repeat(170)}`

describe('texts of senders', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.open([
      registered({ name: NAME }),
      assessed('D/1', { vat: '100.00' }, on('2026-03-01')),
      paidToCode('142330', '250.00', { ...on('2026-03-02'), reference: `${'=]]>&\t'.repeat(8)}` }),
    ])
  })
  afterAll(() => site[Symbol.asyncDispose]())
  const file = (format: string) => site.request(`/accounts/${TRADER}/accounting/file?format=${format}`)

  test('stay whole in camt.053, within the lengths of the schema', async () => {
    const document = parseXml(await (await file('camt')).text())
    const [statement] = all(document, 'Document', 'BkToCstmrStmt', 'Stmt')
    expect(one(statement!, 'Acct', 'Ownr', 'Nm')).toBe([...NAME].slice(0, 140).join(''))
  })

  test('stay on one line for 1C, with letters that it has', async () => {
    const lines = linesOfExchange(await (await file('1c')).arrayBuffer())
    expect(lines).toContainEqual(expect.stringMatching(/^Плательщик=Seki "G" & <MMC> № AZN eeee/))
    expect(lines.filter(line => line !== '' && !/^[^=]+=|^Конец|^Секция|^1C/.test(line))).toEqual([])
  })
})

test('in a file for 1C the company has the account: it pays what customs assesses, and else moves its own money', async () => {
  await using site = await Site.open([
    registered(),
    assessed('D/1', { vat: '100.00' }, on('2026-03-01')),
    paidToCode('142330', '250.00', on('2026-03-02')),
    amended('D/1', { vat: '90.00' }, on('2026-03-03')),
  ])
  const lines = linesOfExchange(
    await (await site.request(`/accounts/${TRADER}/accounting/file?format=1c`)).arrayBuffer(),
  )
  const [company, customs] = [TRADER, undefined]
  const [vat, advance] = ['02', '10']
  const found = sectionsOf(lines, 'СекцияДокумент', 'КонецДокумента').map(
    ({ Сумма, ПлательщикИНН, ПлательщикСчет, ПолучательИНН, ПолучательСчет }) =>
      [Сумма, ПлательщикИНН, ПлательщикСчет?.slice(10), ПолучательИНН, ПолучательСчет?.slice(10)] as const,
  )
  expect(found).toEqual([
    ['100.00', company, vat, customs, undefined],
    ['100.00', company, undefined, company, vat],
    ['10.00', customs, undefined, company, vat],
    ['250.00', company, undefined, company, advance],
    ['100.00', company, advance, company, undefined],
  ])
})

test('the journal of the page is that of the command line, whatever the period and the ledger', async () => {
  const [voen] = voens
  const text = await (await get(`/accounts/${voen}/accounting/file?format=hledger&ledger=vat&${PERIOD}`)).text()
  await using vereqe = await Vereqe.open()
  await vereqe.run(['import', DEMONSTRATION])
  expect(text).toBe(await vereqe.output('journal', '--voen', voen!))
  expect(text).toMatch(/^decimal-mark \.\ncommodity 1000\.00 AZN\n\naccount assets:debt:customs-duty\n/)
  expect(text).toMatch(/ = -?\d+\.\d\d AZN\n/)
})

test('the published description is the schema of the JSON', async () => {
  const contract = (await (await get('/openapi.json')).json()) as typeof ACCOUNT_OPEN_API
  expect(contract).toEqual(JSON.parse(JSON.stringify(ACCOUNT_OPEN_API)))
})

describe('the form', () => {
  const page = (query: string) => get(`/accounts/${voens[0]}/accounting${query}`)

  test('leads a wrong period back to the form, which says what is wrong', async () => {
    const answer = await get(`/accounts/${voens[0]}/accounting/file?format=camt&from=31.02.2026`)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/accounts/${voens[0]}/accounting?format=camt&from=31.02.2026`,
    ])
    const form = await page('?format=camt&from=31.02.2026')
    expect(form.status).toBe(422)
    expect(await form.text()).toMatch(/aria-invalid="true"/)
  })

  test.each(['?format=ofx', '?ledger=gold'])('has no file for %s', async query => {
    expect((await get(`/accounts/${voens[0]}/accounting/file${query}`)).status).toBe(404)
  })
})
