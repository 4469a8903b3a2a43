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
const [FIRST, ...OTHERS] = LANGUAGES

const shot = (language: Language, colours: Colours, width: number): Shot => ({
  name: `${language}-${colours}-${width}`,
  language,
  colours,
  width,
})

export const SHOTS: readonly Shot[] = [
  ...[1280, 320].flatMap(width => [shot(FIRST!, 'light', width), shot(FIRST!, 'dark', width)]),
  shot(FIRST!, 'forced', 1280),
  { ...shot(FIRST!, 'light', PAPER_WIDTH), name: `${FIRST}-print`, printed: true },
  ...OTHERS.flatMap(language => [1280, 320].map(width => shot(language, 'light', width))),
]

export function shotsIn(language: Language): Shot[] {
  return SHOTS.filter(shot => shot.language === language)
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
