import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../../src/i18n/index.ts'
import { pagesOfEveryPart } from '../support/browser/every-part.ts'
import { openDetails, SPACING } from '../support/browser/examine.ts'
import { findTextOutOfPlace, isPrinted } from '../support/browser/examine-pages.ts'
import {
  addLongTexts,
  LONG_NUMBER,
  LONG_PERSON,
  LONG_TRADER,
  TURNED_TRADER,
  turned,
} from '../support/browser/long-texts.ts'
import { WIDTHS } from '../support/browser/modes.ts'
import { type ProductPage, pagesAbout } from '../support/browser/pages.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const LEDGER = `/accounts/${LONG_TRADER}/ledgers/fine`
const WORDS = encodeURIComponent(turned(100))

const ALL_PAGES: readonly ProductPage[] = [
  ...pagesAbout(LONG_TRADER, TURNED_TRADER, LONG_NUMBER),
  ...[LONG_TRADER, TURNED_TRADER].flatMap(voen => {
    const seen = (name: string, path: string) =>
      ({ name: `${name} of ${voen}`, who: 'a trader', path: `/accounts/${voen}${path}`, status: 200 }) as const
    return [
      seen('references', '/ledgers/fine'),
      seen('advance', '/ledgers/advance'),
      seen('all on paper', '/document'),
      seen('a reference', `/references?number=${encodeURIComponent(turned(100))}`),
      seen('a reference without blanks', `/references?number=${'W'.repeat(100)}`),
      seen('debts', '/preview?amount=1000000'),
      seen('open debts', '/debts'),
      seen('late interest', '/debts/interest?to=2027-01-01'),
      seen('open debts by amount', '/debts?order=open'),
      seen('chosen debts', '/debts/chosen?charge=1.1&charge=2.1&charge=3.1&charge=4.1'),
    ]
  }),
  { name: 'clients searched with such words', who: 'a broker', path: `/clients?q=${WORDS}`, status: 200 },
  { name: 'such words for a declaration', who: 'a trader', path: `${LEDGER}?declaration=${WORDS},17%3F`, status: 422 },
  { name: 'a long unknown declaration', who: 'a trader', path: `${LEDGER}?declaration=${'M'.repeat(40)}`, status: 200 },
]

const site = await RealSite.open()
await addLongTexts(site)
afterAll(() => site.close())

/** An error page shows no more of a sender than the header of every page. */
const SHOW_TEXTS = ALL_PAGES.filter(({ status }) => status === 200 || status === 422)

const PAGES = RUNS_ALL
  ? ALL_PAGES
  : await pagesOfEveryPart(SHOW_TEXTS, async page =>
      site.htmlOf(page, page.who === 'a trader' ? await site.cookieAs(LONG_PERSON) : undefined),
    )

async function visitorOf(who: ProductPage['who'], language: Language): Promise<Visitor> {
  const visitor = await (who === 'a trader' ? site.visitorAs(LONG_PERSON) : site.visitorWho(who))
  await visitor.read(language)
  return visitor
}

/** Wider spacing needs the most room where there is the least. */
const SPACED_WIDTHS = RUNS_ALL ? WIDTHS : WIDTHS.slice(-1)

/** The language with the longest words. */
const LONGEST: readonly Language[] = ['ru']

describe.each(RUNS_ALL ? LANGUAGES : LONGEST)('texts of the greatest lengths, in %s', language => {
  const visitors = new Map<string, Promise<Visitor>>()
  const visitorWho = (who: ProductPage['who']) => {
    const visitor = visitors.get(who) ?? visitorOf(who, language)
    visitors.set(who, visitor)
    return visitor
  }

  test.each(PAGES)('hide no amount and turn no sentence round: $name', async page => {
    const visitor = await visitorWho(page.who)
    expect((await visitor.openPage(page)).status()).toBe(page.status)
    await openDetails(visitor.tab)
    expect(await findTextOutOfPlace(visitor, { onPaper: isPrinted(page) })).toEqual([])
    await visitor.adopt(SPACING)
    const spaced = await findTextOutOfPlace(visitor, { onPaper: false, widths: SPACED_WIDTHS })
    expect(spaced, 'with wider spacing').toEqual([])
  })
})

describe('the checks themselves', () => {
  const WIDE = 'W'.repeat(100)
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await site.visitorAs(LONG_PERSON)
  })
  const findingsWith = async (html: string) => {
    await visitor.open(`/accounts/${LONG_TRADER}/mandates`)
    await visitor.tab.evaluate(
      `document.querySelector('main').insertAdjacentHTML('beforeend', ${JSON.stringify(html)})`,
    )
    return findTextOutOfPlace(visitor, { onPaper: true })
  }

  test('find nothing where a long text breaks', async () => {
    const cells = `<td><bdi>${WIDE}</bdi></td><td>1.234,56</td>`
    expect(await findingsWith(`<div class=scroll><table class=stacked><tr>${cells}</table></div>`)).toEqual([])
  })

  test('find an amount that a long text pushes out of the window and off the paper', async () => {
    const cells = `<td>${WIDE}${WIDE}</td><td class=far>1.234,56</td>`
    expect(await findingsWith(`<div class=scroll><table class=stacked><tr>${cells}</table></div>`)).toEqual(
      expect.arrayContaining(['findHiddenAmounts, 1280: td.far "1.234,56"', 'off the paper: 1.234,56']),
    )
  })

  test('find a sentence that a name turns round, and none that stands apart from it', async () => {
    const name = 'שלום'
    const apart = `<p><bdi>${name}</bdi> 17 GB</p><p>\u2068${name}\u2069 17 GB</p>`
    expect(await findingsWith(apart)).toEqual([])
    const turned = await findingsWith(`<p dir=rtl><bdi>${name}</bdi> nömrəli sənəd</p>`)
    expect(turned).toContain(`findTurnedWords, 1280: bdi "${name}"`)
    expect(await findingsWith(`<p>${name} 17 GB</p><p>A <b>\u202E${name}</b> B</p>`)).toEqual([
      `findTurnedWords, 1280: p "${name} 17 GB"`,
      `findTurnedWords, 1280: b "\u202E${name}"`,
      `findTurnedWords, 320: p "${name} 17 GB"`,
      `findTurnedWords, 320: b "\u202E${name}"`,
      `turned on paper: p "${name} 17 GB"`,
      `turned on paper: b "\u202E${name}"`,
    ])
  })
})
