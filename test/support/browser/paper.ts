import type { Page as Tab } from 'playwright-core'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { AMOUNT, amountsOf, found } from './examine.ts'

export interface Paper {
  readonly title: string
  /** The text of each sheet with collapsed whitespace, its page number first. */
  readonly sheets: readonly string[]
  readonly overlaps: readonly string[]
  /** The texts that lie on their sheet as a whole. */
  readonly inside: readonly string[]
  readonly size: readonly [width: number, height: number]
}

export async function print(tab: Tab): Promise<Paper> {
  const pdf = await getDocumentProxy(new Uint8Array(await tab.pdf({ preferCSSPageSize: true })))
  const { text } = await extractText(pdf)
  const { info } = await getMeta(pdf)
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 })
  const overlaps: string[] = []
  const inside: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const words = items.flatMap(item => ('str' in item && item.str.trim() !== '' ? toWords(item) : []))
    overlaps.push(...overlapsAmong(words).map(found => `${number}: ${found}`))
    inside.push(...words.filter(({ left, right }) => left >= 0 && right <= width).map(({ text }) => text))
  }
  return {
    title: info.Title,
    sheets: text.map(sheet => sheet.replace(/\s+/g, ' ').trim()),
    overlaps,
    inside,
    size: [Math.round(width), Math.round(height)],
  }
}

/** A text on one line and its box, in points. */
interface Words {
  readonly text: string
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

interface Item {
  readonly str: string
  readonly transform: number[]
  readonly width: number
  readonly height: number
}

function toWords({ str, transform, width, height }: Item): Words {
  const [left, bottom] = transform.slice(4) as [number, number]
  return { text: str, left, bottom, right: left + width, top: bottom + height }
}

/** Boxes of neighbouring texts touch, so only a common area of a good part of a line counts. */
function overlapsAmong(words: readonly Words[]): string[] {
  return words.flatMap((one, index) =>
    words.slice(index + 1).flatMap(other => {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const along = Math.min(one.top, other.top) - Math.max(one.bottom, other.bottom)
      return across > 1 && along > 3 ? [`"${one.text}" over "${other.text}"`] : []
    }),
  )
}

/**
 * Amounts of the open page that are not as a whole on a sheet, each as often as it is missing. PDF has blanks for the
 * no-break blanks between groups.
 */
export async function findAmountsOffPaper(tab: Tab, { inside }: Paper): Promise<string[]> {
  await tab.emulateMedia({ media: 'print' })
  const amounts = await amountsOf(tab)
  await tab.emulateMedia({ media: null })
  const printed = inside.flatMap(text => text.replaceAll(' ', '\u00A0').match(AMOUNT) ?? [])
  return amounts.filter(amount => {
    const index = printed.indexOf(amount)
    if (index >= 0) printed.splice(index, 1)
    return index < 0
  })
}

export function findControlsOnPaper(tab: Tab): Promise<string[]> {
  return onPaper(tab, "'button, input, select, summary, nav a, form, .masthead, .button, .skip, footer'")
}

/** Elements in print that are not black or grey on white, or are underlined. */
export function findColoursOnPaper(tab: Tab): Promise<string[]> {
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
