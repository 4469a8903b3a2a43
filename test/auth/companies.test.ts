import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findName, isFalse } from '../../src/auth/claims.ts'
import { parseCompanies } from '../../src/auth/companies.ts'
import { openIdConnect } from '../../src/auth/relying-party.ts'
import { readConfig } from '../../src/config.ts'
import type { Company } from '../../src/domain/person.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { HostileProvider } from '../support/people/hostile-provider.ts'

const [ONE, OTHER, THIRD] = ['1400057421', '1700012342', '0177063491'] as [Voen, Voen, Voen]

test('the example in the guide is read as the guide says, with the default settings', () => {
  const guide = readFileSync(new URL('../../.github/OPERATIONS.md', import.meta.url), 'utf8')
  const [claims, answer] = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!))
  const { nameClaims, activeClaim, companies } = readConfig({ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'x' })
    .identity!
  const name = findName([claims], nameClaims)
  const [company, ...others] = parseCompanies(answer, companies!)!
  expect(others).toEqual([])
  for (const text of [name, company!.voen, company!.name, company!.position]) {
    expect(guide).toMatch(new RegExp(`^\\|.*${text}.*\\|$`, 'm'))
  }
  expect(isFalse([claims], activeClaim!)).toBe(false)
  expect(isFalse([{ ...claims, is_active: false }], activeClaim!)).toBe(true)
})

describe('the companies of a person', () => {
  let provider: HostileProvider
  beforeAll(async () => {
    provider = await HostileProvider.open()
  })
  beforeEach(() => {
    provider.answers = {}
    provider.asked.length = 0
  })
  afterAll(() => provider[Symbol.asyncDispose]())

  async function companiesOf(answer: unknown, paths = {}): Promise<readonly Company[]> {
    provider.answers.companies = () => Response.json(answer)
    const companies = { ...provider.companies(), ...paths }
    return (await provider.signIn(openIdConnect(provider.settings({ companies })))).person.companies
  }

  test('are read with the person’s access token, in the provider’s order', async () => {
    const list = [
      { voen: OTHER, name: 'Other LLC', position: 'director' },
      { voen: ONE, name: 'One LLC', position: 'accountant' },
    ]
    expect(await companiesOf({ list })).toEqual(list)
    expect(provider.asked.at(-1)).toMatchObject({ path: '/companies', authorization: 'Bearer its token' })
  })

  test('are found at the configured paths, in the shape of the national provider', async () => {
    const paths = { list: 'data.certificates', voen: 's.voen', name: 's.structureName', position: 's.position' }
    const s = { voen: ONE, structureName: 'One LLC', position: 'accountant', hasStamp: true, legal: true }
    const data = { certificates: [{ s }] }
    expect(await companiesOf({ data }, paths)).toEqual([{ voen: ONE, name: 'One LLC', position: 'accountant' }])
  })

  test('are empty without a companies resource', async () => {
    const service = openIdConnect(provider.settings({ companies: null }))
    expect((await provider.signIn(service)).person.companies).toEqual([])
    expect(provider.asked.map(({ path }) => path)).not.toContain('/companies')
  })

  test('with several certificates are listed once, with each position once', async () => {
    const list = [
      { voen: ONE, name: '', position: 'director' },
      { voen: OTHER, name: 'Other LLC', position: null },
      { voen: ONE, name: 'One LLC', position: ' accountant ' },
      { voen: ONE, name: 'One, renamed', position: 'director' },
    ]
    expect(await companiesOf({ list })).toEqual([
      { voen: ONE, name: 'One LLC', position: 'director, accountant' },
      { voen: OTHER, name: 'Other LLC', position: null },
    ])
  })

  test.each<[string, unknown]>([
    ['a personal certificate', { name: 'Some Body', position: 'citizen' }],
    ['a VÖEN of null', { voen: null, name: 'Nothing' }],
    ['an empty VÖEN', { voen: '', name: 'Empty' }],
    ['a VÖEN of nine digits', { voen: '140005742', name: 'Short' }],
    ['a VÖEN of eleven digits', { voen: '11400057421', name: 'Long' }],
    ['a VÖEN that ends in 3', { voen: '1400057423', name: 'Three' }],
    ['a VÖEN with trailing text', { voen: `${ONE}' or 1=1`, name: 'Clever' }],
    ['a VÖEN of non-ASCII digits', { voen: '١٤٠٠٠٥٧٤٢١', name: 'Arabic' }],
    ['a VÖEN in a list', { voen: [ONE], name: 'List' }],
    ['an inherited VÖEN', { __proto__: null, constructor: { voen: ONE } }],
    ['a text', 'certificate'],
    ['nothing', null],
    ['a list', [ONE]],
  ])('ignore %s', async (_, odd) => {
    const list = [odd, { voen: THIRD, name: 'Third LLC', position: null }]
    expect(await companiesOf({ list })).toEqual([{ voen: THIRD, name: 'Third LLC', position: null }])
  })

  test.each<[string, unknown, Partial<Company>]>([
    ['without a name: the VÖEN replaces it', { voen: ONE }, { name: ONE }],
    ['with a name that is not text: the VÖEN replaces it', { voen: ONE, name: { az: 'One' } }, { name: ONE }],
    ['with a numeric VÖEN', { voen: Number(ONE), name: 'One LLC' }, { voen: ONE }],
    ['with blanks around the VÖEN', { voen: ` ${ONE}\n`, name: 'One LLC' }, { voen: ONE }],
    ['with a name in several lines', { voen: ONE, name: '  One\n\t LLC ' }, { name: 'One LLC' }],
    ['with control characters', { voen: ONE, name: 'O\u0000n\u202Ee\u200B LLC\u001b' }, { name: 'One LLC' }],
    ['with half a character', { voen: ONE, name: 'One\ud83d LLC' }, { name: 'One LLC' }],
    ['with markup, which is only text', { voen: ONE, name: '<b>One</b>' }, { name: '<b>One</b>' }],
    ['with a very long name', { voen: ONE, name: '😀'.repeat(300) }, { name: '😀'.repeat(200) }],
    ['with a list as position', { voen: ONE, position: ['director'] }, { position: null }],
  ])('are read from an item %s', async (_, item, known) => {
    const [company] = await companiesOf({ list: [item] })
    expect(company).toMatchObject({ voen: ONE, ...known })
  })

  test('have at most 200 characters of positions', async () => {
    const list = Array.from({ length: 30 }, (_, n) => ({ voen: ONE, position: `position number ${n}` }))
    const [company] = await companiesOf({ list })
    expect([...company!.position!].length).toBeLessThanOrEqual(200)
  })

  test('are limited to 500', async () => {
    const list = Array.from({ length: 600 }, (_, n) => ({ voen: `${100_000_000 + n}1`, name: `Number ${n}` }))
    const companies = await companiesOf({ list })
    expect(companies).toHaveLength(500)
    expect(companies.at(-1)?.name).toBe('Number 499')
  })

  test.each<[string, unknown]>([
    ['has no list', {}],
    ['has null as the list', { list: null }],
    ['has an object as the list', { list: { 0: { voen: ONE } } }],
    ['is a text', 'list'],
    ['is nothing', null],
  ])('refuse the sign-in when the response %s', async (_, answer) => {
    await expect(companiesOf(answer)).rejects.toMatchObject({ code: 'unreadable' })
  })

  test('are not read from an inherited property', async () => {
    await expect(companiesOf({ list: [] }, { list: 'constructor.prototype' })).rejects.toMatchObject({
      code: 'unreadable',
    })
  })
})
