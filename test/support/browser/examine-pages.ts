import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Language } from '../../../src/i18n/index.ts'
import { RUNS_ALL } from '../test-matrix.ts'
import { pagesOfEveryPart } from './every-part.ts'
import {
  axeFindings,
  findCutText,
  findHiddenAmounts,
  findOverflow,
  findTurnedWords,
  openDetails,
  SPACING,
} from './examine.ts'
import { COLOURS, emulateMode, FEW_MODES, MODES, type Mode, WIDTHS } from './modes.ts'
import { PAGES, type ProductPage, type Who } from './pages.ts'
import { findAmountsOffPaper, findColoursOnPaper, findControlsOnPaper, print } from './paper.ts'
import { RealSite } from './real-site.ts'
import type { Visitor } from './visitor.ts'

/** The language in which colours and paper are examined: neither depends on the words. */
const MAIN_LANGUAGE: Language = 'az'

/** Rules of axe whose result depends on colours and width. The other rules need one mode only. */
const MODE_RULES = ['color-contrast', 'target-size']

interface Examined {
  /** All rules of axe if missing. */
  readonly rules?: readonly string[] | undefined
  /** The menu is the same on every page, so one page of each visitor is enough. */
  readonly withMenu?: boolean
}

/** Findings of one mode, each with the mode it was found in. The open menu lies over the page, so it comes last. */
export async function findingsInMode(
  { tab }: Visitor,
  mode: Mode,
  { rules, withMenu = true }: Examined = {},
): Promise<string[]> {
  await emulateMode(tab, mode)
  await setMenu(tab, false)
  const findings = await axeFindings(tab, rules)
  if ((await setMenu(tab, true)) && withMenu) findings.push(...(await axeFindings(tab, rules, '#menu')))
  findings.push(...(await findOverflow(tab)), ...(await findCutText(tab)))
  return findings.map(finding => `${mode.colours}, ${mode.width}: ${finding}`)
}

/** Tells whether the page has the menu. */
function setMenu(tab: Visitor['tab'], open: boolean): Promise<boolean> {
  return tab.evaluate<boolean>(`(() => {
    const menu = document.querySelector('#menu')
    if (menu) menu.open = ${open}
    return menu !== null
  })()`)
}

/**
 * The elements of a page are the same in every language; overflow is found in each language with the hidden text. Error
 * pages have one view, so those of one status are examined in both modes.
 */
function modesFor(language: Language, { status }: ProductPage): readonly Mode[] {
  if (RUNS_ALL) return MODES
  if (language !== MAIN_LANGUAGE) return []
  return status < 400 || status === 404 || status === 422 ? FEW_MODES : FEW_MODES.slice(0, 1)
}

function rulesFor(mode: Mode): readonly string[] | undefined {
  return RUNS_ALL || mode === FEW_MODES[0] ? undefined : MODE_RULES
}

/** Text that runs over the side or is cut off, at each width, as set and with the spacing of WCAG 1.4.12. */
async function hiddenText(visitor: Visitor): Promise<string[]> {
  const findings: string[] = []
  const look = async (spacing: string, width: number) => {
    await emulateMode(visitor.tab, { colours: 'light', width })
    const hidden = [...(await findOverflow(visitor.tab)), ...(await findCutText(visitor.tab))]
    findings.push(...hidden.map(finding => `${spacing}, ${width}: ${finding}`))
  }
  for (const width of WIDTHS) await look('as set', width)
  await visitor.adopt(SPACING)
  for (const width of WIDTHS.toReversed()) await look('spaced', width)
  return findings
}

export const isPrinted = ({ path }: ProductPage) => !path.startsWith('/sandbox') && !path.startsWith('/sign-in')

/** Pages print black on white, without controls and without overlaps, from the dark mode too. */
async function paperFindings({ tab }: Visitor): Promise<string[]> {
  await tab.emulateMedia(COLOURS.dark)
  // The pages with the longest texts are printed each time.
  const overlaps = RUNS_ALL ? (await print(tab)).overlaps : []
  return [...(await findControlsOnPaper(tab)), ...(await findColoursOnPaper(tab)), ...overlaps]
}

/** Amounts out of sight, cut or overflowing text and turned sentences of the open page, at each width and on paper. */
export async function findTextOutOfPlace(
  { tab }: Visitor,
  { onPaper, widths = WIDTHS }: { readonly onPaper: boolean; readonly widths?: readonly number[] },
): Promise<string[]> {
  const findings: string[] = []
  for (const width of widths) {
    await emulateMode(tab, { colours: 'light', width })
    for (const find of [findOverflow, findCutText, findHiddenAmounts, findTurnedWords]) {
      findings.push(...(await find(tab)).map(finding => `${find.name}, ${width}: ${finding}`))
    }
  }
  if (!onPaper) return findings
  await tab.emulateMedia({ media: 'print' })
  findings.push(...(await findTurnedWords(tab)).map(finding => `turned on paper: ${finding}`))
  await tab.emulateMedia({ media: null })
  const paper = await print(tab)
  const missing = await findAmountsOffPaper(tab, paper)
  return [...findings, ...paper.overlaps, ...missing.map(amount => `off the paper: ${amount}`)]
}

/**
 * Opens every page once in a language and holds it to every rule: axe, overflow, cut text and paper. The reduced matrix
 * opens pages that together show every part.
 */
export async function examinePages(language: Language): Promise<void> {
  const site = await RealSite.open()
  const pages = RUNS_ALL ? PAGES : await pagesOfEveryPart(PAGES, page => site.htmlOf(page))
  describe(`pages in the language ${language}`, () => {
    let visitors: Map<Who, Visitor>
    const menus = new Set<Who>()
    beforeAll(async () => {
      visitors = await site.visitors(language)
    })
    afterAll(() => site.close())

    test.each(pages)('$name is accessible, hides no text and prints cleanly', async page => {
      const visitor = visitors.get(page.who)!
      visitor.complaints.length = 0
      expect.soft((await visitor.openPage(page)).status()).toBe(page.status)
      expect.soft(await visitor.tab.getAttribute('html', 'lang')).toBe(language)
      if (language === MAIN_LANGUAGE && isPrinted(page)) expect.soft(await paperFindings(visitor)).toEqual([])
      await openDetails(visitor.tab)
      const findings: string[] = []
      const withMenu = RUNS_ALL || !menus.has(page.who)
      menus.add(page.who)
      for (const mode of modesFor(language, page))
        findings.push(...(await findingsInMode(visitor, mode, { rules: rulesFor(mode), withMenu })))
      expect.soft(findings).toEqual([])
      // The few modes have both widths, and the pages with the longest texts are opened with wider spacing.
      if (RUNS_ALL) expect(await hiddenText(visitor)).toEqual([])
      // The browser reports an error status of the page itself; it may report nothing else.
      expect(visitor.complaints.filter(text => !text.includes(`status of ${page.status}`))).toEqual([])
    })
  })
}
