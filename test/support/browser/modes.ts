/** In what light a page is looked at, and how wide. */
import type { Page as Tab } from 'playwright-core'

export const COLOURS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const

export type Colours = keyof typeof COLOURS

/** A desk, and a small phone, which is a desk at 400 %. */
export const WIDTHS = [1280, 320] as const

export interface Mode {
  readonly colours: Colours
  readonly width: number
}

export const MODES: readonly Mode[] = WIDTHS.flatMap(width =>
  (Object.keys(COLOURS) as Colours[]).map(colours => ({ colours, width })),
)

/** Looks at the open page in another way, without asking for it again; nothing is on its way to another colour then. */
export async function emulateMode(tab: Tab, { colours, width }: Mode): Promise<void> {
  await tab.setViewportSize({ width, height: 900 })
  await tab.emulateMedia({ ...COLOURS[colours], reducedMotion: 'reduce' })
}
