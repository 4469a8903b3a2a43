/** Compares the text that a browser shows with the page: missing, out of order, or strange text. */
import { attribute, type Element, Html } from '../../web/html.ts'
import { words } from './words.ts'

/** Characters that text browsers draw for fields, buttons, bullets and rules. */
const DRAWN = /[\s[\]()_*+#|=<>•◦▪─━│┌┐└┘├┤┬┴┼○●☆■□▶▼►↑o\-.:0-9]/u
/** Labels that lynx adds. */
const MARKS = /\(BUTTON\)|CAPTION:/g
const AMOUNT = /\d[\d., {2}]*[.,]\d{2}(?!\d|[.,]\d)/g

export function missingIn(text: string, html: string): string[] {
  const page = new Html(html)
  const shown = words(text)
  return [
    ...outOfOrder(shown, page),
    ...missingAmounts(shown, page),
    ...missingRows(text, page),
    ...missingControls(shown, page),
    ...strangeSigns(text, page),
  ]
}

/** Headings, cards, fields and columns must appear in document order. */
function outOfOrder(shown: string, page: Html): string[] {
  const marks = page.all(({ tagName }) => /^(h[1-6]|label|th|caption|legend)$/.test(tagName)).filter(isShown)
  const faults: string[] = []
  let at = 0
  for (const mark of marks) {
    const wanted = wordsOf(mark)
    const next = shown.indexOf(wanted, at)
    if (next === -1) faults.push(`${shown.includes(wanted) ? 'out of order' : 'missing'}: <${mark.tagName}> ${wanted}`)
    else at = next
  }
  return faults
}

/** Each amount must appear at least as often as on the page. */
function missingAmounts(shown: string, page: Html): string[] {
  const counted = (text: string) => Map.groupBy(text.match(AMOUNT) ?? [], amount => amount.trim())
  const shownAmounts = counted(shown)
  const amounts = [...counted(words(bodyText(page)))]
  const few = amounts.filter(([amount, all]) => (shownAmounts.get(amount)?.length ?? 0) < all.length)
  return few.map(([amount, all]) => `amount ${amount}: ${shownAmounts.get(amount)?.length ?? 0} times of ${all.length}`)
}

/** Each table row must be one line with its cells in order. */
function missingRows(text: string, page: Html): string[] {
  const lines = text.split('\n').map(words)
  return page.tags('tr').flatMap(row => {
    const cells = row.childNodes.flatMap(node => ('tagName' in node && isShown(node) ? wordsOf(node) : []))
    return lines.some(line => holdsInOrder(line, cells)) ? [] : [`row: ${cells.join(' | ')}`]
  })
}

function holdsInOrder(line: string, cells: readonly string[]): boolean {
  let at = 0
  return cells.every(cell => {
    const next = line.indexOf(cell, at)
    at = next + cell.length
    return next !== -1
  })
}

function missingControls(shown: string, page: Html): string[] {
  const controls = [...page.tags('a'), ...page.tags('button'), ...page.tags('summary')].filter(isShown)
  return controls.filter(each => !shown.includes(wordsOf(each))).map(each => `<${each.tagName}> ${wordsOf(each)}`)
}

/** Characters that are not on the page: broken letters and replacement characters. */
function strangeSigns(text: string, page: Html): string[] {
  const fields = page.all(({ tagName }) => tagName === 'input').map(field => attribute(field, 'value') ?? '')
  const known = new Set([bodyText(page), ...fields].join(''))
  const shown = words(text.replaceAll(MARKS, ''))
  const strange = [...new Set(shown)].filter(sign => !known.has(sign) && !DRAWN.test(sign))
  const broken = ['undefined', 'NaN', '[object', '&amp;', '&nbsp;', '&#'].filter(part => shown.includes(part))
  return [...strange, ...broken].map(sign => {
    const at = shown.indexOf(sign)
    return `strange: ${sign} in "${shown.slice(Math.max(at - 20, 0), at + 20)}"`
  })
}

const bodyText = (page: Html) => wordsOf(page.tags('body')[0]!)

function isShown(element: Element): boolean {
  for (let above: Element | null = element; above && 'attrs' in above; above = above.parentNode as Element | null) {
    if (attribute(above, 'hidden') !== undefined) return false
  }
  return wordsOf(element) !== ''
}

function wordsOf(element: Element): string {
  return words([...textsOf(element)].join(''))
}

const UNSEEN = ['script', 'style', 'template', 'noscript']
const BLOCKS =
  /^(p|div|li|ul|ol|dl|dt|dd|tr|td|th|h\d|section|article|header|footer|main|nav|form|option|br|label|table|summary|details)$/

function* textsOf(element: Element): Generator<string> {
  for (const node of element.childNodes) {
    if ('value' in node) yield node.value
    if (!('tagName' in node) || UNSEEN.includes(node.tagName)) continue
    if (BLOCKS.test(node.tagName)) yield ' '
    yield* textsOf(node)
    if (BLOCKS.test(node.tagName)) yield ' '
  }
}
