import type { Page as Tab } from 'playwright-core'
import { LANGUAGES, type Language } from '../../../src/i18n/index.ts'
import { type Colours, emulateMode } from '../../support/browser/modes.ts'
import type { ProductPage } from '../../support/browser/pages.ts'

export interface Shot {
  readonly name: string
  readonly language: Language
  readonly colours: Colours
  readonly width: number
  readonly printed?: true
}

/** The width of an A4 sheet without its margins, in CSS pixels. */
const PAPER_WIDTH = 718
/** A desktop, a tablet and a phone. The tests examine 320, the narrowest. */
const WIDTHS = [1280, 820, 360]
const [FIRST, ...OTHERS] = LANGUAGES

const shot = (language: Language, colours: Colours, width: number): Shot => ({
  name: `${language}-${colours}-${width}`,
  language,
  colours,
  width,
})

export const SHOTS: readonly Shot[] = [
  ...WIDTHS.flatMap(width => [shot(FIRST!, 'light', width), shot(FIRST!, 'dark', width)]),
  shot(FIRST!, 'forced', 1280),
  { ...shot(FIRST!, 'light', PAPER_WIDTH), name: `${FIRST}-print`, printed: true },
  ...OTHERS.flatMap(language => WIDTHS.map(width => shot(language, 'light', width))),
]

export function isShot(word: string): boolean {
  return SHOTS.some(({ name }) => name === word)
}

/** The shots of these names, or all of them. */
export function chosenShots(names: readonly string[]): readonly Shot[] {
  return names.length === 0 ? SHOTS : SHOTS.filter(({ name }) => names.includes(name))
}

export function fileOf({ name }: ProductPage, shot: Shot, kind: 'png' | 'pdf' = 'png'): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${shot.name}.${kind}`
}

/** Takes a screenshot of the page in the tab, and for print also a PDF. */
export async function take(tab: Tab, page: ProductPage, shot: Shot, folder: string): Promise<void> {
  await emulateMode(tab, shot)
  if (shot.printed) {
    await tab.emulateMedia({ media: 'print' })
    await tab.pdf({ path: folder + fileOf(page, shot, 'pdf'), format: 'A4', preferCSSPageSize: true })
  }
  await tab.screenshot({ path: folder + fileOf(page, shot), fullPage: true })
  if (shot.printed) await tab.emulateMedia({ media: 'screen' })
}
