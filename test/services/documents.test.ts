import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeFinding } from '../../src/cli/describe-finding.ts'
import type { ActRecord } from '../../src/domain/act/compared.ts'
import { subjectOfAct } from '../../src/domain/act/subject.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import type { IssuedDocument } from '../../src/domain/issued-document.ts'
import { paperNumberOf } from '../../src/domain/paper-number.ts'
import { NO_FILTER } from '../../src/domain/statement-filter.ts'
import { walkAuditLog } from '../../src/services/access/audit.ts'
import { readAccessLog } from '../../src/services/access/visits.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { checkDocument } from '../../src/services/papers/check-document.ts'
import { drawUpAct } from '../../src/services/papers/draw-up-act.ts'
import {
  type AskedSubject,
  digestDocument,
  type IssueRequest,
  issueDocument,
  type MakeFile,
} from '../../src/services/papers/issue-document.ts'
import { readAct } from '../../src/services/papers/list-acts.ts'
import { listDocuments, readDocument } from '../../src/services/papers/list-documents.ts'
import { readDocumentContent } from '../../src/services/papers/read-document-content.ts'
import { insertIssuedDocument } from '../../src/store/papers/issued-documents.ts'
import { insertPaperNumber } from '../../src/store/papers/paper-directory.ts'
import {
  amended,
  assessed,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, OTHER_BROKER } from '../support/people/access-people.ts'
import { loseNextCommit } from '../support/stores/lost-commits.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { dropTriggers, kind, run } from '../support/stores/store-places.ts'

const EXTRACT = { kind: 'extract', ledger: null, ...NO_FILTER } as const satisfies AskedSubject
const DECLARATION: AskedSubject = { kind: 'declaration', declaration: 'A/1' as DeclarationNumber }
const DEBTS = {
  kind: 'open-debts',
  on: null,
  filter: { fund: null, overdue: false, words: '' },
} as const satisfies AskedSubject
const BY_PORTAL: AskedSubject = { ...EXTRACT, channel: 'hop', paidFrom: '2026-01-01' as PlainDate, paidTo: null }
const EVERY_KIND = [EXTRACT, { ...EXTRACT, ledger: 'vat' }, BY_PORTAL, DECLARATION, DEBTS] as const

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await store.deliver(
    registered(),
    assessed('A/1', { vat: '30.00', fine: '5.00' }, { declarant: BROKER }),
    paidByNumber('A/1', '12.00'),
    assessed('B/2', { excise: '7.00' }),
  )
})
afterEach(() => store.close())

/** A file of the content, as far as a document tells it. */
const makeFile: MakeFile = async ({ number, contentDigest }) => ({
  format: 'test',
  bytes: Buffer.from(`${number} ${contentDigest}`),
})

async function issue(asked: AskedSubject, other: Partial<IssueRequest> = {}): Promise<IssuedDocument | null> {
  const issuer = { subject: ACCOUNTANT.subject, name: ACCOUNTANT.name, broker: null }
  const request = { voen: TRADER, asked, language: 'az', issuer, actor: anActor(ACCOUNTANT), onlyFiledBy: null }
  const rest = { proof: null, verifyAt: 'https://vereqe.example/verify', day: '2026-11-22' as PlainDate, now: NOW }
  return (await issueDocument(store, { ...request, ...rest, ...other }, makeFile))?.document ?? null
}

const check = async (document: IssuedDocument | null) => await checkDocument(store, document!.number)
const listed = async (onlyFiledBy: typeof BROKER | null = null) =>
  (await listDocuments(store.papers, { voen: TRADER, onlyFiledBy, before: null })).documents

/** Later events that touch all that the documents tell. */
const bookMore = () =>
  store.deliver(
    registered({ name: 'Renamed' }),
    amended('A/1', { vat: '11.00' }),
    paidToCode('142330', '100.00'),
    assessed('C/3', { vat: '1.00' }),
  )

test.each(EVERY_KIND)('the books give %j again, also after later events', async asked => {
  const document = await issue(asked)
  expect(await check(document)).toMatchObject({ verdict: 'agree', document: { terms: document!.terms } })
  await bookMore()
  expect(await check(document)).toMatchObject({ verdict: 'agree', closing: document!.terms.closing })
  expect((await verifyStore(store)).findings).toEqual([])
})

test('a document says what the books said: closing figures, period and position', async () => {
  const { terms } = (await issue(DEBTS))!
  expect(terms.closing).toEqual([
    { ledger: 'vat', debt: '1800', overpayment: null },
    { ledger: 'excise', debt: '700', overpayment: null },
    { ledger: 'fine', debt: '500', overpayment: null },
  ])
  const extract = (await issue(EXTRACT))!
  expect(extract.terms.books).toMatchObject({ bookings: 4, entries: 4 })
  expect(extract.terms.about).toMatchObject({ kind: 'extract', to: '2026-11-22' })
  const { terms: ofDeclaration } = (await issue(DECLARATION))!
  expect(ofDeclaration.closing.map(({ ledger, debt }) => [ledger, debt])).toEqual([
    ['vat', '1800'],
    ['fine', '500'],
  ])
})

test('of an earlier format, the figures are compared, and found changed', async () => {
  const document = await issue({ ...EXTRACT, ledger: 'vat' } as AskedSubject)
  const later = async () => (await checkDocument(store, document!.number, { format: 2 }))!.verdict
  expect(await later()).toBe('older-format')
  await dropTriggers(store.raw)
  await run(store.raw, "update ledger_entry set debt = debt + 1 where ledger = 'vat' and seq = 3")
  await run(store.raw, "update ledger_total set debt = debt + 1 where ledger = 'vat'")
  expect(await later()).toBe('differ')
})

test('of debts on a large account, the figures are compared, and of a part of them only the chain', async () => {
  const asked = [DEBTS, { ...DEBTS, on: '2026-11-19' }, { ...DEBTS, filter: { ...DEBTS.filter, overdue: true } }]
  const documents = await Promise.all(asked.map(about => issue(about as AskedSubject)))
  await bookMore()
  const verdicts = () =>
    Promise.all(
      documents.map(async document => (await checkDocument(store, document!.number, { maxRows: 3 }))!.verdict),
    )
  expect(await verdicts()).toEqual(['figures-agree', 'chain-agrees', 'chain-agrees'])
  await dropTriggers(store.raw)
  await run(store.raw, "update booking set chain = 'x' where number = 4")
  expect(await verdicts()).toEqual(['differ', 'differ', 'differ'])
})

describe('a document of an act', () => {
  const PERIOD = { from: '2026-03-01' as PlainDate, to: '2026-03-31' as PlainDate }
  const BY = { subject: ACCOUNTANT.subject, name: ACCOUNTANT.name }

  async function drawUp(): Promise<ActRecord> {
    const rest = { by: BY, actor: anActor(ACCOUNTANT), day: '2026-11-22' as PlainDate, now: NOW }
    const { number } = (await drawUpAct(store, { voen: TRADER, period: PERIOD, ...rest }))!
    return (await readAct(store.papers, { voen: TRADER, number }))!
  }

  /** As the program issued it before it named the records of the act's figures: it named all of its own day. */
  async function issueAsBefore(document: IssuedDocument): Promise<IssuedDocument> {
    const { books } = (await issue(EXTRACT))!.terms
    const number = paperNumberOf(new Uint8Array(19).fill(7))
    const earlier = { ...document, number, request: 'earlier', terms: { ...document.terms, books } }
    const { content } = (await readDocumentContent(store.exporter, earlier))!
    const saved = { ...earlier, contentDigest: await digestDocument({ ...earlier, content }, 'test') }
    await store.papers.write(TRADER, async trx => {
      await insertIssuedDocument(trx, saved)
      await insertPaperNumber(trx, { number, voen: TRADER })
    })
    return saved
  }

  test('names the records of the figures of the act, whatever was booked before it is issued', async () => {
    const record = await drawUp()
    await bookMore()
    const document = (await issue(subjectOfAct(record)))!
    expect(document.terms.books).toEqual(record.act.books)
    expect((await issue(EXTRACT))!.terms.books.bookings).toBeGreaterThan(document.terms.books.bookings)
    expect(await check(document)).toMatchObject({ verdict: 'agree', closing: document.terms.closing })
    await store.deliver(assessed('D/4', { vat: '2.00' }))
    expect((await issue(subjectOfAct(record)))!.number).toBe(document.number)
    expect(await check(document)).toMatchObject({ verdict: 'agree' })
    expect((await verifyStore(store)).findings).toEqual([])
  })

  test('that named the records of its own day is still confirmed, and made again as it was', async () => {
    const record = await drawUp()
    await bookMore()
    const earlier = await issueAsBefore((await issue(subjectOfAct(record)))!)
    expect(earlier.terms.books.bookings).toBeGreaterThan(record.act.books.bookings)
    await store.deliver(assessed('D/4', { vat: '2.00' }))
    expect(await check(earlier)).toMatchObject({ verdict: 'agree' })
    const again = (await readDocumentContent(store.exporter, earlier))!
    expect(again.terms).toEqual(earlier.terms)
    expect(await digestDocument(again, 'test')).toBe(earlier.contentDigest)
  })

  test.each([
    ['the totals of its figures', "update ledger_entry set debt = debt + 1 where ledger = 'vat' and seq = 3"],
    ['the chain up to it', "update booking set chain = 'x' where number = 4"],
  ])('is not confirmed after somebody has changed %s', async (_, statement) => {
    const record = await drawUp()
    await bookMore()
    const document = await issue(subjectOfAct(record))
    await dropTriggers(store.raw)
    expect((await run(store.raw, statement)).changes).toBeGreaterThan(0)
    expect((await check(document))!.verdict).toBe('differ')
  })

  test('is not issued of an act that the account does not have', async () => {
    const record = await drawUp()
    expect(await issue({ ...subjectOfAct(record), act: 9 })).toBeNull()
  })
})

test('debts of a past day are those of that day, whenever the document is checked', async () => {
  await store.deliver(
    paidByNumber('B/2', '7.00', { id: 'late', paidOn: '2026-11-20', occurredAt: '2026-11-20T10:00:00Z' }),
  )
  const document = await issue({ ...DEBTS, on: '2026-11-19' as PlainDate } as AskedSubject)
  await bookMore()
  expect(await check(document)).toMatchObject({ verdict: 'agree' })
})

describe('a form that is sent twice', () => {
  test('issues one document, at once and later; another person and later books get another', async () => {
    const documents = await Promise.all([issue(EXTRACT), issue(EXTRACT), issue(EXTRACT)])
    const [first] = documents
    expect(new Set(documents.map(document => document!.number)).size).toBe(1)
    expect(await listed()).toHaveLength(1)
    const issuer = { subject: 'other', name: 'Other', broker: null }
    expect((await issue(EXTRACT, { issuer }))!.number).not.toBe(first!.number)
    await bookMore()
    expect((await issue(EXTRACT))!.number).not.toBe(first!.number)
    expect(await listed()).toHaveLength(3)
    const { visits } = await readAccessLog(store.access, TRADER, null)
    expect(visits.map(({ action, detail }) => [action, detail])).toEqual(Array(3).fill(['exported', 'issued-extract']))
    const lines = (
      await Array.fromAsync(walkAuditLog(store.access, { from: null, to: null, voen: TRADER, subject: null }))
    ).flat()
    expect(lines.map(({ action }) => action)).toEqual(Array(3).fill('document-issued'))
  })

  test.runIf(kind() === 'postgres')('by the store, because a commit was lost, issues one document', async () => {
    loseNextCommit('after')
    const document = await issue(EXTRACT)
    expect(await listed()).toEqual([document])
    expect((await readAccessLog(store.access, TRADER, null)).visits).toHaveLength(1)
    expect((await verifyStore(store)).findings).toEqual([])
  })
})

describe('nothing is issued', () => {
  test('of an account or a declaration that is not there', async () => {
    expect(await issue(EXTRACT, { voen: OTHER_TRADER })).toBeNull()
    expect(await issue({ kind: 'declaration', declaration: 'X/9' as DeclarationNumber })).toBeNull()
    expect(await checkDocument(store, paperNumberOf(new Uint8Array(19)))).toBeNull()
  })

  test('to a broker of a declaration that another one filed, and it sees no document of it', async () => {
    expect(await issue(DECLARATION, { onlyFiledBy: OTHER_BROKER })).toBeNull()
    const mine = await issue(DECLARATION, { onlyFiledBy: BROKER })
    const extract = await issue(EXTRACT)
    expect((await listed(BROKER)).map(({ number }) => number)).toEqual([mine!.number])
    expect(await listed(OTHER_BROKER)).toEqual([])
    const read = (number: typeof mine, onlyFiledBy: typeof BROKER | null, voen = TRADER) =>
      readDocument(store.papers, { voen, number: number!.number, onlyFiledBy })
    expect(await read(mine, BROKER)).toMatchObject({ number: mine!.number })
    expect(await read(extract, BROKER)).toBeNull()
    expect(await read(mine, null, OTHER_TRADER)).toBeNull()
  })
})

describe('the books do not say so any more', () => {
  const TAMPERINGS = [
    ['the amount of a row', 'update ledger_entry set amount = amount + 1 where seq = 2'],
    ['the totals after the last row', "update ledger_entry set debt = debt + 1 where ledger = 'vat' and seq = 3"],
    ['what closed a debt', 'update allocation set amount = amount - 1'],
    ['a removed row', 'delete from ledger_entry where seq = 3'],
    ['a rewritten chain', "update booking set chain = 'x' where number = 4"],
    ['what the record says', 'update issued_document set terms = replace(terms, \'"1800"\', \'"1"\')'],
    ['the digest of the record', "update issued_document set content_digest = 'x'"],
    ['the name on the document', `update issued_document set terms = replace(terms, '"company":"', '"company":"X')`],
  ] as const

  test.each(TAMPERINGS)('after somebody has changed %s', async (_, statement) => {
    const documents = [(await issue({ ...EXTRACT, ledger: 'vat' } as AskedSubject))!, (await issue(DECLARATION))!]
    await bookMore()
    await dropTriggers(store.raw)
    expect((await run(store.raw, statement)).changes).toBeGreaterThan(0)
    const verdicts = []
    for (const document of documents) verdicts.push((await check(document))!.verdict)
    expect(verdicts).toContain('differ')
  })
})

describe('verify finds', () => {
  const sentences = async () => (await verifyStore(store)).findings.map(describeFinding)
  const COLUMNS =
    'voen, request, issued_at, declarant, subject, name, broker, format, file_digest, file_bytes, kind, terms'

  test.each([
    [
      'a changed name',
      'update issued_document set terms = replace(terms, \'"company":"\', \'"company":"X\')',
      /record/,
    ],
    ['another person', "update issued_document set name = 'Somebody'", /record/],
    ['the digest of another file', "update issued_document set file_digest = 'x'", /record/],
    ['a removed document', "delete from issued_document where kind = 'extract'", /only in the audit log/],
    [
      'a document that nobody issued',
      `insert into issued_document (number, content_digest, ${COLUMNS})
       select 'X', 'x', ${COLUMNS.replace('request', "'x'")} from issued_document where kind = 'extract'`,
      /issued_document/,
    ],
    ['a number that leads nowhere', 'delete from paper_directory', /paper_directory/],
  ])('%s', async (_, statement, sentence) => {
    await issue(EXTRACT)
    await issue(DECLARATION)
    expect(await sentences()).toEqual([])
    await dropTriggers(store.raw)
    await run(store.raw, statement)
    const found = (await sentences()).filter(text => /issued_document|paper_directory/.test(text))
    expect(found).toEqual([expect.stringMatching(sentence)])
  })
})

test('documents are listed newest first, and fifty on a page', async () => {
  for (let minute = 0; minute < 52; minute += 1) {
    const issuer = { subject: `person ${minute}`, name: 'Aynur', broker: null }
    await issue(DEBTS, { issuer, now: new Date(NOW.getTime() + minute * 60_000) })
  }
  const first = await listDocuments(store.papers, { voen: TRADER, onlyFiledBy: null, before: null })
  const rest = await listDocuments(store.papers, { voen: TRADER, onlyFiledBy: null, before: first.next })
  expect([first.documents.length, rest.documents.length, rest.next]).toEqual([50, 2, null])
  const times = [...first.documents, ...rest.documents].map(({ issuedAt }) => issuedAt.getTime())
  expect(times).toEqual(times.toSorted((one, other) => other - one))
})
