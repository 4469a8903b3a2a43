import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openIdConnect } from '../../src/auth/relying-party.ts'
import type { Company } from '../../src/domain/person.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { HostileProvider } from '../support/people/hostile-provider.ts'

const [ONE, OTHER, THIRD] = ['1400057421', '1700012342', '0177063491'] as [Voen, Voen, Voen]

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

  test('are those that the provider lists, in its order, asked for with the person’s own token', async () => {
    const list = [
      { voen: OTHER, name: 'Other LLC', position: 'director' },
      { voen: ONE, name: 'One LLC', position: 'accountant' },
    ]
    expect(await companiesOf({ list })).toEqual(list)
    expect(provider.asked.at(-1)).toMatchObject({ path: '/companies', authorization: 'Bearer its token' })
  })

  test('are found where the configuration says, as the national provider has them', async () => {
    const paths = { list: 'data.certificates', voen: 's.voen', name: 's.structureName', position: 's.position' }
    const s = { voen: ONE, structureName: 'One LLC', position: 'accountant', hasStamp: true, legal: true }
    const data = { certificates: [{ s }] }
    expect(await companiesOf({ data }, paths)).toEqual([{ voen: ONE, name: 'One LLC', position: 'accountant' }])
  })

  test('are nobody’s where the provider has no such list', async () => {
    const service = openIdConnect(provider.settings({ companies: null }))
    expect((await provider.signIn(service)).person.companies).toEqual([])
    expect(provider.asked.map(({ path }) => path)).not.toContain('/companies')
  })

  test('with several certificates for one are one, with all its positions, each once', async () => {
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
    ['a VÖEN of nothing', { voen: null, name: 'Nothing' }],
    ['an empty VÖEN', { voen: '', name: 'Empty' }],
    ['a VÖEN of nine digits', { voen: '140005742', name: 'Short' }],
    ['a VÖEN of eleven digits', { voen: '11400057421', name: 'Long' }],
    ['a VÖEN that ends in 3', { voen: '1400057423', name: 'Three' }],
    ['a VÖEN with something behind it', { voen: `${ONE}' or 1=1`, name: 'Clever' }],
    ['a VÖEN of other digits', { voen: '١٤٠٠٠٥٧٤٢١', name: 'Arabic' }],
    ['a VÖEN in a list', { voen: [ONE], name: 'List' }],
    ['a VÖEN from the object’s ancestors', { __proto__: null, constructor: { voen: ONE } }],
    ['a text', 'certificate'],
    ['nothing', null],
    ['a list', [ONE]],
  ])('do not come from %s', async (_, odd) => {
    const list = [odd, { voen: THIRD, name: 'Third LLC', position: null }]
    expect(await companiesOf({ list })).toEqual([{ voen: THIRD, name: 'Third LLC', position: null }])
  })

  test.each<[string, unknown, Partial<Company>]>([
    ['without a name, by their VÖEN', { voen: ONE }, { name: ONE }],
    ['with a name that is none, by their VÖEN', { voen: ONE, name: { az: 'One' } }, { name: ONE }],
    ['with a number for a VÖEN', { voen: Number(ONE), name: 'One LLC' }, { voen: ONE }],
    ['with blanks around the VÖEN', { voen: ` ${ONE}\n`, name: 'One LLC' }, { voen: ONE }],
    ['with a name in several lines', { voen: ONE, name: '  One\n\t LLC ' }, { name: 'One LLC' }],
    ['with control characters', { voen: ONE, name: 'O\u0000n\u202Ee\u200B LLC\u001b' }, { name: 'One LLC' }],
    ['with half a character', { voen: ONE, name: 'One\ud83d LLC' }, { name: 'One LLC' }],
    ['with markup, which is only text', { voen: ONE, name: '<b>One</b>' }, { name: '<b>One</b>' }],
    ['with an endless name', { voen: ONE, name: '😀'.repeat(300) }, { name: '😀'.repeat(200) }],
    ['with a list for a position', { voen: ONE, position: ['director'] }, { position: null }],
  ])('are known %s', async (_, item, known) => {
    const [company] = await companiesOf({ list: [item] })
    expect(company).toMatchObject({ voen: ONE, ...known })
  })

  test('hold no more than 200 characters of all positions together', async () => {
    const list = Array.from({ length: 30 }, (_, n) => ({ voen: ONE, position: `position number ${n}` }))
    const [company] = await companiesOf({ list })
    expect([...company!.position!].length).toBeLessThanOrEqual(200)
  })

  test('are 500 at most', async () => {
    const list = Array.from({ length: 600 }, (_, n) => ({ voen: `${100_000_000 + n}1`, name: `Number ${n}` }))
    const companies = await companiesOf({ list })
    expect(companies).toHaveLength(500)
    expect(companies.at(-1)?.name).toBe('Number 499')
  })

  test.each<[string, unknown]>([
    ['has no list', {}],
    ['has nothing for a list', { list: null }],
    ['has an object for a list', { list: { 0: { voen: ONE } } }],
    ['is a text', 'list'],
    ['is nothing', null],
  ])('cannot be understood when the answer %s: nobody is signed in with none by mistake', async (_, answer) => {
    await expect(companiesOf(answer)).rejects.toMatchObject({ code: 'unreadable' })
  })

  test('are not known by a list at a path of every object’s own', async () => {
    await expect(companiesOf({ list: [] }, { list: 'constructor.prototype' })).rejects.toMatchObject({
      code: 'unreadable',
    })
  })
})
