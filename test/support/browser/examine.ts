/** Findings about the open page. Each finding names the element. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page as Tab } from 'playwright-core'

/** Minified, since each page reads it again. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/**
 * Violations of the given rules of axe, or of all. `target-size` (WCAG 2.2) is off in axe by default. With forced
 * colours Chromium reports the system's colours as the computed ones, so axe measures contrast there too.
 */
export async function axeFindings(tab: Tab, rules?: readonly string[], within = 'html'): Promise<string[]> {
  const loaded = await tab.evaluate<boolean>('Boolean(window.axe)')
  if (!loaded) await tab.evaluate(AXE)
  const options = JSON.stringify({
    resultTypes: ['violations'],
    // Findings name elements by their HTML, and no rule in use reads style sheets.
    ...{ selectors: false, preload: false },
    ...(rules ? { runOnly: rules } : { rules: { 'target-size': { enabled: true } } }),
  })
  const { violations } = await tab.evaluate<{ violations: Violation[] }>(
    `axe.run(${JSON.stringify(within)}, ${options})`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary.replaceAll(/\s+/g, ' ')}`),
  )
}

/** A script function that names an element as a style sheet would, with its first words. */
export const NAME = `
  const nameOf = element => {
    const { tagName, id, className } = element
    const classes = typeof className === 'string' && className !== '' ? '.' + className.trim().replaceAll(' ', '.') : ''
    const words = element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40)
    return tagName.toLowerCase() + (id && '#' + id) + classes + ' "' + words + '"'
  }`

/** Runs a script on the page that returns findings; it may call `nameOf`. */
export function found(tab: Tab, script: string): Promise<string[]> {
  return tab.evaluate<string[]>(`(() => {${NAME};${script}})()`)
}

/** Elements that make the document scroll sideways. */
export function findOverflow(tab: Tab): Promise<string[]> {
  return found(
    tab,
    `
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const scrolls = element => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX)
    const wide = [...document.querySelectorAll('body *')].filter(element => {
      if (element.getBoundingClientRect().right + scrollX <= clientWidth) return false
      for (let above = element.parentElement; above !== document.body; above = above.parentElement) {
        if (scrolls(above)) return false
      }
      return true
    })
    const last = wide.filter(element => !wide.some(other => other !== element && element.contains(other)))
    return [scrollWidth + ' px of ' + clientWidth, ...last.map(nameOf)]`,
  )
}

/**
 * Content that a box cuts off. Texts for screen readers are cut off wholly and do not count. Long texts in a field do not
 * count either, because the caret scrolls them; a text as short as a date must be visible. The menu repeats the name on
 * its button.
 */
export function findCutText(tab: Tab): Promise<string[]> {
  return found(
    tab,
    `
    const cuts = value => value === 'hidden' || value === 'clip'
    return [...document.querySelectorAll('body, body *')].filter(element => {
      const { overflowX, overflowY, display } = getComputedStyle(element)
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element
      if (element.value?.length > 10 || element.matches('#menu > summary > bdi')) return false
      if (display === 'none' || (clientWidth <= 1 && clientHeight <= 1)) return false
      return (cuts(overflowX) && scrollWidth > clientWidth + 1) || (cuts(overflowY) && scrollHeight > clientHeight + 1)
    }).map(nameOf)`,
  )
}

/** An amount as any language writes it; no part of a date. */
export const AMOUNT = /(?<![\d.,])\d{1,3}(?:[.,\u00A0]?\d{3})*[.,]\d\d(?![.,]?\d)/g

/** A script function that lists the visible elements with amounts in their own text, and these amounts. */
const AMOUNTS = `
  const elementsWithAmounts = () => [...document.querySelectorAll('main *')].flatMap(element => {
    if (element.closest('svg, .sr-only, .hint, input')) return []
    if (!element.checkVisibility({ contentVisibilityAuto: true }) || element.getClientRects().length === 0) return []
    const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data)
    const amounts = own.join('').match(${AMOUNT}) ?? []
    return amounts.length > 0 ? { element, amounts } : []
  })`

/** The amounts that the open page shows, in its order. */
export function amountsOf(tab: Tab): Promise<string[]> {
  return found(tab, `${AMOUNTS}; return elementsWithAmounts().flatMap(({ amounts }) => amounts)`)
}

/**
 * Amounts that the window does not show without scrolling sideways. On a narrow screen the tables that do not become
 * cards are scrolled, by their design.
 */
export function findHiddenAmounts(tab: Tab): Promise<string[]> {
  return found(
    tab,
    `${AMOUNTS}
    const { clientWidth } = document.documentElement
    return elementsWithAmounts().map(({ element }) => element).filter(element => {
      if (clientWidth < 768 && element.closest('.clients, .figures, .worked')) return false
      const { left, right } = element.getBoundingClientRect()
      return left < -1 || right > clientWidth + 1
    }).map(nameOf)`,
  )
}

/**
 * Texts that run from right to left and turn round the words after them: the next letter or digit of the same block that
 * is not isolated with them stands left of them, or above.
 */
export function findTurnedWords(tab: Tab): Promise<string[]> {
  return found(
    tab,
    String.raw`
    const TURNED = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]+/g
    const isolatesIn = text => [...text].reduce((depth, mark) => depth + (mark === '\u2068') - (mark === '\u2069'), 0)
    const nodes = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      if (element.checkVisibility() && !element.closest('.sr-only, svg, script, title')) nodes.push(walker.currentNode)
    }
    const blockOf = node => {
      let block = node.parentElement
      while (getComputedStyle(block).display === 'inline') block = block.parentElement
      return block
    }
    const rectsOf = (node, start, end) => {
      const range = document.createRange()
      range.setStart(node, start)
      range.setEnd(node, end)
      return [...range.getClientRects()].filter(({ width }) => width > 0)
    }
    const nextWord = (index, from, block) => {
      const isolate = nodes[index].parentElement.closest('bdi')
      let depth = isolatesIn(nodes[index].data.slice(0, from))
      for (let next = index; next < nodes.length && blockOf(nodes[next]) === block; next += 1) {
        const node = nodes[next]
        if (isolate?.contains(node)) continue
        for (let at = next === index ? from : 0; at < node.data.length; at += 1) {
          depth += isolatesIn(node.data[at])
          if (depth <= 0 && /[\p{L}\p{N}]/u.test(node.data[at]) && !node.data[at].match(TURNED)) return { node, at }
        }
      }
      return null
    }
    return nodes.flatMap((node, index) => [...node.data.matchAll(TURNED)].flatMap(({ 0: text, index: start }) => {
      const before = rectsOf(node, start, start + text.length).at(-1)
      const word = nextWord(index, start + text.length, blockOf(node))
      const after = word && rectsOf(word.node, word.at, word.at + 1)[0]
      if (!before || !after) return []
      const isOnSameLine = after.top < before.bottom - 2 && after.bottom > before.top + 2
      return (isOnSameLine ? after.left < before.right - 1 : after.top < before.top) ? node.parentElement : []
    })).map(nameOf)`,
  )
}

/** The text spacing of WCAG 1.4.12 as a user style sheet; the content security policy forbids inline styles only. */
export const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`

export async function openDetails(tab: Tab): Promise<void> {
  await tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
}
