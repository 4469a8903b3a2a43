import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printHead, printSeal } from '../../src/domain/head.ts'
import { paperNumberOf } from '../../src/domain/paper-number.ts'
import type { Voen } from '../../src/domain/voen.ts'
import type { LogLine } from '../../src/log.ts'
import { makeHead } from '../../src/services/maintenance/head.ts'
import { HeadProofs } from '../../src/services/maintenance/head-proofs.ts'
import { createApp } from '../../src/web/app.tsx'
import { assessed, OTHER_TRADER, paidByNumber, registered, TRADER } from '../support/oracle/events.ts'
import { BROKER } from '../support/people/access-people.ts'
import { numberOfFile } from '../support/people/issued-files.ts'
import { dependenciesOf, representativeOf, WEB_CONFIG } from '../support/people/people.ts'
import { dropTriggers, run } from '../support/stores/store-places.ts'
import { type Html, text } from './html.ts'
import { pdfAction } from './pdf-form.ts'
import { Site, type Visit } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const DOCUMENTS = `${ACCOUNT}/documents`

let site: Site
let trader: Visit
let stranger: Visit
beforeAll(async () => {
  site = await Site.open([
    registered(),
    registered({ voen: OTHER_TRADER }),
    assessed('A/1', { vat: '30.00' }, { declarant: BROKER }),
    paidByNumber('A/1', '12.00'),
  ])
  trader = await site.as(representativeOf(TRADER))
  stranger = await site.as(null)
})
afterAll(() => site[Symbol.asyncDispose]())

/** Presses the button of a page. */
async function issueOn(path: string, visit = trader): Promise<{ number: string; location: string; file: Uint8Array }> {
  const action = pdfAction((await visit.get(path)).html)
  const response = await visit.request(action!, {}, {})
  expect(response.status).toBe(200)
  const number = numberOfFile(response)
  return { number, location: `${DOCUMENTS}/${number}`, file: new Uint8Array(await response.arrayBuffer()) }
}

const digestOf = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex')
const facts = (html: Html) =>
  Object.fromEntries(html.tags('dt').map((dt, index) => [text(dt), text(html.tags('dd')[index]!)]))

async function compareFile(number: string, content: Uint8Array | string, digest = '', app = site.app) {
  const body = new FormData()
  body.set('file', new File([Buffer.from(content)], 'file.pdf'))
  body.set('digest', digest)
  const request = new Request('http://localhost', { method: 'POST', body })
  const type = request.headers.get('content-type')!
  const response = await app.request(`/verify/${number}`, {
    method: 'POST',
    body: await request.arrayBuffer(),
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': type },
  })
  return { status: response.status, text: await response.text() }
}

describe.each([
  ['the extract', `${ACCOUNT}/document`, 'Şəxsi hesab vərəqəsindən çıxarış'],
  ['the extract of a ledger', `${ACCOUNT}/ledgers/vat/document?from=2026-01-01`, 'Şəxsi hesab vərəqəsindən çıxarış'],
  ['a declaration', `${ACCOUNT}/declarations/A/1`, 'Gömrük bəyannaməsi üzrə arayış'],
  ['the open debts', `${ACCOUNT}/debts`, 'Açıq borclar haqqında arayış'],
])('a document of %s', (_, page, kind) => {
  test('has a number, which shows anybody what it says; the file is its file', async () => {
    const { number, location, file } = await issueOn(page)
    expect(await issueOn(page), 'the same form again').toEqual({ number, location, file })
    const own = await trader.get(location)
    expect(own.status).toBe(200)
    expect(own.text).toContain(`${WEB_CONFIG.publicUrl}/verify/${number}`)

    const checked = await stranger.get(`/verify/${number}`)
    expect(checked.status).toBe(200)
    expect(checked.text).toContain('Uçot bu sənədi təsdiq edir')
    expect(facts(checked.html)).toMatchObject({ 'Sənədin nömrəsi': number, 'Sənədin növü': kind, VÖEN: TRADER })
    expect(checked.text).not.toContain('Nümayiş şəxsi')

    const again = await trader.request(`${location}/file`)
    expect(again.headers.get('content-type')).toBe('application/pdf')
    expect(new Uint8Array(await again.arrayBuffer())).toEqual(file)
    const digest = digestOf(file)
    expect(facts(checked.html)['Faylın SHA-256 kodu']).toBe(digest)
    const same = 'Fayl bu sənədin faylıdır'
    expect((await compareFile(number, file)).text).toContain(same)
    expect((await compareFile(number, Buffer.from(file).toString().replace(TRADER, '1'))).text).not.toContain(same)
    expect((await compareFile(number, '', digest.toUpperCase())).text).toContain(same)
    expect(await compareFile(number, '', 'x')).toMatchObject({ status: 422 })
    const appended = Buffer.concat([file, Buffer.from('1 0 obj')])
    expect((await compareFile(number, appended)).text, 'with something appended').not.toContain(same)

    const content = await (await trader.request(`${location}/content`)).text()
    expect(JSON.parse(content).document).toMatchObject({ number, voen: TRADER })
    expect(facts(checked.html)['Məzmunun SHA-256 kodu']).toBe(digestOf(content))
    expect(Buffer.from(file).toString()).toContain(digestOf(content))
    expect((await compareFile(number, content)).text).toContain(same)
  })
})

test('another version of the program recognises both its own file of a document and the first one', async () => {
  const { number, location, file } = await issueOn(`${ACCOUNT}/debts`)
  const later = { ...dependenciesOf(site.store), config: { ...WEB_CONFIG, version: '9.9.9' }, clock: () => site.now }
  const renderPdf: typeof later.renderPdf = async (...order) => Buffer.concat([await later.renderPdf(...order), file])
  const app = createApp({ ...later, renderPdf })
  const made = new Uint8Array(await (await trader.through(app).request(`${location}/file`)).arrayBuffer())
  expect(made).not.toEqual(file)
  const texts = []
  for (const sent of [made, file, 'x']) texts.push((await compareFile(number, sent, '', app)).text)
  expect(texts.map(page => page.includes('Fayl bu sənədin faylıdır'))).toEqual([true, true, false])
  expect(texts[2]).toContain('Sənədi proqramın 0.0.0 versiyası verib')
})

test('a document of payments of a channel and a time says so, and has those alone', async () => {
  const { number, location } = await issueOn(`${ACCOUNT}/document?channel=hop&paid-from=2026-01-01`)
  const { status, html, text: page } = await stranger.get(`/verify/${number}`)
  expect([status, page.includes('Uçot bu sənədi təsdiq edir')]).toEqual([200, true])
  expect(facts(html)).toMatchObject({
    'Ödəniş kanalı': 'Hökumət Ödəniş Portalı',
    'Ödəmə tarixi: başlanğıc': '01.01.2026',
  })
  const { document, rows } = JSON.parse(await (await trader.request(`${location}/content`)).text())
  expect(document.about).toMatchObject({ channel: 'hop', paidFrom: '2026-01-01', paidTo: null })
  expect(rows).toHaveLength(1)
  const listed = (await trader.get(DOCUMENTS)).html.table('documents').map(([, , about]) => about)
  expect(listed).toContainEqual(
    expect.stringMatching(/, Ödəniş kanalı: Hökumət Ödəniş Portalı, Ödəmə tarixi: başlanğıc: 01.01.2026$/),
  )
  const none = await trader.request(`${(await issueOn(`${ACCOUNT}/document?channel=bank`)).location}/content`)
  expect(JSON.parse(await none.text()).rows).toEqual([])
})

describe('the closing figures on the page that checks a document', () => {
  const PRINTED = /Son (borc|qalıq)[^"]* tarixinin sonuna/
  const UNSTATED = 'vərəqələrin yekun rəqəmləri göstərilmir'
  const ofLedgers = async (number: string, visit = stranger) => {
    const { html, text: page } = await visit.get(`/verify/${number}`)
    return { table: html.table('closing-figures'), isUnstated: page.includes(UNSTATED), page }
  }

  test.each(['declaration=A/1', 'channel=hop', 'paid-from=2026-01-01', 'type=assessment'])(
    'are not those of an extract of chosen rows (%s), which states none, nor are they on its own page',
    async query => {
      const { number, location, file } = await issueOn(`${ACCOUNT}/document?${query}`)
      expect(Buffer.from(file).toString()).not.toMatch(PRINTED)
      const { table, isUnstated, page } = await ofLedgers(number)
      expect([table, isUnstated]).toEqual([[], true])
      expect(page).toContain('Uçot bu sənədi təsdiq edir')
      expect((await trader.get(location)).html.table('closing-figures')).toEqual([])
    },
  )

  test('are those that the file prints: of all rows, of a period, and of one ledger with chosen rows', async () => {
    for (const page of ['document', 'document?from=2026-03-01', 'ledgers/vat/document?declaration=A/1']) {
      const { number, file } = await issueOn(`${ACCOUNT}/${page}`)
      expect(await ofLedgers(number)).toMatchObject({ table: [['ƏDV', '18,00', '0,00']], isUnstated: false })
      expect(Buffer.from(file).toString()).toMatch(PRINTED)
    }
  })

  test('are not told either when the books say something else', async () => {
    await using tampered = await Site.open([registered(), assessed('A/1', { vat: '30.00' })])
    const person = await tampered.as(representativeOf(TRADER))
    const { number } = await issueOn(`${ACCOUNT}/document?declaration=A/1`, person)
    const raw = tampered.openRaw()
    await dropTriggers(raw)
    await run(raw, "update ledger_total set debt = 1 where ledger = 'vat'")
    await raw.destroy()
    const { table, page } = await ofLedgers(number, await tampered.as(null))
    expect([table, page.includes('Diqqət: uçot bu sənədi təsdiq etmir')]).toEqual([[], true])
  })
})

test('documents are listed for the company and noted in its access log', async () => {
  await issueOn(`${ACCOUNT}/debts`)
  const { html } = await trader.get(DOCUMENTS)
  expect(html.table('documents').map(([, kind, about, , who]) => [kind, about, who])).toContainEqual([
    'Açıq borclar haqqında arayış',
    '20.04.2026',
    'Nümayiş şəxsi (şirkətin özü)',
  ])
  expect((await trader.get(`${ACCOUNT}/access-log`)).text).toContain('Sənəd alınıb: Açıq borclar haqqında arayış')
})

describe('nobody gets more than the gate allows', () => {
  test('a stranger and a person of another company can neither list, open, download nor issue', async () => {
    const { location } = await issueOn(`${ACCOUNT}/debts`)
    const other = await site.as(representativeOf(OTHER_TRADER))
    for (const [visit, status] of [
      [stranger, 401],
      [other, 404],
    ] as const) {
      for (const path of [DOCUMENTS, location, `${location}/file`, `${location}/content`])
        expect((await visit.get(path)).status).toBe(status)
      for (const what of ['extract', 'debts', 'declaration?number=A/1']) {
        expect((await visit.post(`${DOCUMENTS}/${what}`)).status).toBe(status)
      }
    }
    // A number of one account opens nothing in another.
    expect((await other.get(location.replace(TRADER, OTHER_TRADER))).status).toBe(404)
  })

  test('a broker with limited rights has documents of its own declarations only', async () => {
    const form = {
      broker: BROKER,
      confirmed: BROKER,
      from: '20.04.2026',
      to: '',
      scope: 'declarations',
      exports: 'yes',
    }
    expect((await trader.post(`${ACCOUNT}/mandates`, form)).status).toBe(303)
    const { location: ofCompany } = await issueOn(`${ACCOUNT}/document`)
    const broker = await site.as(representativeOf(BROKER))
    const { location: own } = await issueOn(`${ACCOUNT}/declarations/A/1`, broker)
    const { html } = await broker.get(DOCUMENTS)
    expect(new Set(html.table('documents').map(([, kind]) => kind))).toEqual(
      new Set(['Gömrük bəyannaməsi üzrə arayış']),
    )
    expect((await broker.get(own)).status).toBe(200)
    expect((await broker.get(ofCompany)).status).toBe(404)
    expect((await broker.post(`${DOCUMENTS}/extract`)).status).toBe(403)
  })
})

test('a document carries the proof that its account is in the last head, or says that there is none', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vereqe-'))
  const path = join(directory, 'last.head')
  const proofs = new HeadProofs(path)
  try {
    const log: LogLine[] = []
    const clock = () => site.now
    const proveInHead = (voen: Voen) => proofs.prove(voen)
    const visit = trader.through(
      createApp({ ...dependenciesOf(site.store), clock, proveInHead, log: line => log.push(line) }),
    )
    const proofOf = async ({ location }: { location: string }) =>
      JSON.parse(await (await visit.request(`${location}/content`)).text()).document.proof
    const without = await issueOn(`${ACCOUNT}/debts?order=due`, visit)
    expect(await proofOf(without)).toBeNull()
    expect(Buffer.from(without.file).toString()).toContain('əhatə edən başlıq yox idi')
    expect(log).toContainEqual(expect.objectContaining({ event: 'head-unusable' }))

    const head = await makeHead(site.store, { now: site.now, previous: null, withSeals: true })
    await writeFile(path, printHead(head))
    const document = await issueOn(`${ACCOUNT}/debts?order=due`, visit)
    const { root, leaf } = await proofOf(document)
    expect([root, leaf]).toEqual([head.root, printSeal(head.seals!.find(({ voen }) => voen === TRADER)!)])
    const [attached] = /\{\\"voen.*?\}/.exec(Buffer.from(document.file).toString())!
    expect(JSON.parse(attached.replaceAll('\\"', '"'))).toMatchObject({ voen: TRADER, root })
    expect((await visit.get(document.location)).text).toContain(leaf)
  } finally {
    proofs.close()
    await rm(directory, { recursive: true })
  }
})

test('checking a document tells the name of a company, and not that of a natural person', async () => {
  const person = '1400057422' as Voen
  await using named = await Site.open([
    registered({ name: 'Xəzər MMC' }),
    registered({ voen: person, name: 'Aynur Məmmədova' }),
  ])
  for (const [voen, name] of [
    [TRADER, 'Xəzər MMC'],
    [person, 'A••• M•••'],
  ] as const) {
    const { number } = await issueOn(`/accounts/${voen}/document`, await named.as(representativeOf(voen)))
    expect(facts((await (await named.as(null)).get(`/verify/${number}`)).html)).toMatchObject({ Şirkət: name })
  }
})

describe('a number', () => {
  const UNKNOWN = paperNumberOf(new Uint8Array(19).fill(3))

  test('that was never given looks like one that is none; a mistake of typing is named', async () => {
    const answers = await Promise.all(['x', UNKNOWN, 'ə'].map(number => stranger.get(`/verify?number=${number}`)))
    const [none] = answers
    expect(none!.status).toBe(422)
    const unknown = await stranger.get(`/verify/${UNKNOWN}`)
    const bare = (html: string) => html.replaceAll(UNKNOWN, '?').replaceAll('"x"', '"?"')
    expect([unknown.status, bare(unknown.text)]).toEqual([422, bare((await stranger.get('/verify/x')).text)])
    const mistyped = await stranger.get(`/verify/${UNKNOWN.replace(/.$/, last => (last === 'A' ? 'B' : 'A'))}`)
    expect(mistyped.text).toContain('Nömrədə səhv var')
  })

  test('is typed into a form, as people type it', async () => {
    const { number } = await issueOn(`${ACCOUNT}/debts`)
    expect((await stranger.get('/verify')).status).toBe(200)
    const typed = encodeURIComponent(number.toLowerCase().replaceAll('-', ' '))
    const { status, headers } = await stranger.get(`/verify?number=${typed}`)
    expect([status, headers.get('location')]).toEqual([303, `/verify/${number}`])
  })

  test('cannot be looked for without end', async () => {
    const requestsPerMinute = { signIn: 5, stranger: 12, session: 1000 }
    await using hurried = await Site.open([registered()], { config: { requestsPerMinute } })
    const visit = await hurried.as(null)
    const statuses: number[] = []
    for (let times = 0; times < 5; times += 1) statuses.push((await visit.get(`/verify/${UNKNOWN}`)).status)
    expect(statuses).toEqual([422, 422, 422, 429, 429])
  })
})

test('the page says plainly that the books do not say so any more', async () => {
  await using tampered = await Site.open([registered(), assessed('A/1', { vat: '30.00' })])
  const person = await tampered.as(representativeOf(TRADER))
  const { number } = await issueOn(`${ACCOUNT}/document`, person)
  const raw = tampered.openRaw()
  await dropTriggers(raw)
  await run(raw, "update ledger_total set debt = 1 where ledger = 'vat'")
  await raw.destroy()
  const { text: page, html } = await (await tampered.as(null)).get(`/verify/${number}`)
  expect(page).toContain('Diqqət: uçot bu sənədi təsdiq etmir')
  expect(html.table('closing-figures')).toContainEqual(['ƏDV', '30,00', '0,00', '0,01', '0,00'])
})
