/** A page as it comes out of the printer. */
import type { Page as Tab } from 'playwright-core'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { found } from './examine.ts'

export interface Paper {
  readonly title: string
  /** What stands on each sheet, blanks folded, its number first. */
  readonly sheets: readonly string[]
  /** Of the first sheet, in points. */
  readonly size: readonly [width: number, height: number]
}

/** Prints the page before a visitor as its style sheets have it, and reads the sheets. */
export async function print(tab: Tab): Promise<Paper> {
  const pdf = await getDocumentProxy(new Uint8Array(await tab.pdf({ preferCSSPageSize: true })))
  const { text } = await extractText(pdf)
  const { info } = await getMeta(pdf)
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 })
  return {
    title: info.Title,
    sheets: text.map(sheet => sheet.replace(/\s+/g, ' ').trim()),
    size: [Math.round(width), Math.round(height)],
  }
}

/** What can be pressed, filled in or followed by ways of the site, and would still be seen on paper. */
export function controlsOnPaper(tab: Tab): Promise<string[]> {
  return onPaper(tab, "'button, input, select, summary, nav a, form, .masthead, .button, .skip, footer'")
}

/** What is not black or grey on white there, or is underlined. */
export function colouredOnPaper(tab: Tab): Promise<string[]> {
  return onPaper(
    tab,
    "'body, body *'",
    `
    const { color, backgroundColor, textDecorationLine } = getComputedStyle(element)
    const grey = ([red, green, blue]) => red === green && green === blue
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number)
    const [ink, ground] = [numbers(color), numbers(backgroundColor)]
    const white = ground[3] === 0 || ground.slice(0, 3).every(part => part === 255)
    return !grey(ink) || ink[0] > 80 || !white || textDecorationLine !== 'none'`,
  )
}

async function onPaper(tab: Tab, selector: string, test = 'return true'): Promise<string[]> {
  await tab.emulateMedia({ media: 'print' })
  const offences = await found(
    tab,
    `
    const seen = element => element.checkVisibility({ contentVisibilityAuto: true }) && element.getClientRects().length > 0
    const offends = element => { ${test} }
    return [...document.querySelectorAll(${selector})].filter(element => seen(element) && offends(element)).map(nameOf)`,
  )
  await tab.emulateMedia({ media: null })
  return offences
}
