/** Colours and widths in which pages are examined. */
import type { Page as Tab } from 'playwright-core'
import { RUNS_ALL } from '../test-matrix.ts'

export const COLOURS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const

export type Colours = keyof typeof COLOURS

/** A desktop, and a small phone, which equals a desktop at 400 %. */
export const WIDTHS = [1280, 320] as const

export interface Mode {
  readonly colours: Colours
  readonly width: number
}

export const MODES: readonly Mode[] = WIDTHS.flatMap(width =>
  (Object.keys(COLOURS) as Colours[]).map(colours => ({ colours, width })),
)

/** Contrast depends on our colours and target size on the width, so each of both needs one mode. */
export const FEW_MODES: readonly Mode[] = [
  { colours: 'light', width: 1280 },
  { colours: 'dark', width: 320 },
]

/** Without JavaScript a page is what tests over HTTP read; `walk.test.ts` compares both in a browser each time. */
export const SCRIPTS = [
  ['with JavaScript', true] as const,
  ...(RUNS_ALL ? [['without JavaScript', false] as const] : []),
]

/** Switches the open page to a mode without loading it again. Reduced motion ends colour transitions at once. */
export async function emulateMode(tab: Tab, { colours, width }: Mode): Promise<void> {
  await tab.setViewportSize({ width, height: 900 })
  await tab.emulateMedia({ ...COLOURS[colours], reducedMotion: 'reduce' })
}
