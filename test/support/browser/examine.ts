/** What the instruments of accessibility find on the page before a visitor. Each finding names the element. */
import axe from 'axe-core'
import type { Page as Tab } from 'playwright-core'

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/**
 * Every rule of axe, and the size of targets (WCAG 2.2), which it does not ask about unless it is told to. Where colours
 * are forced Chromium tells axe the colours of the system as the computed ones, so that contrast is measured there too.
 */
export async function axeFindings(tab: Tab): Promise<string[]> {
  const loaded = await tab.evaluate<boolean>('Boolean(window.axe)')
  if (!loaded) await tab.evaluate(axe.source)
  const options = JSON.stringify({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
  const { violations } = await tab.evaluate<{ violations: Violation[] }>(`axe.run(document, ${options})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)} ${failureSummary.replaceAll(/\s+/g, ' ')}`),
  )
}

/** Names an element as in a style sheet, with its first words. */
export const NAME = `
  const nameOf = element => {
    const { tagName, id, className } = element
    const classes = typeof className === 'string' && className !== '' ? '.' + className.trim().replaceAll(' ', '.') : ''
    const words = element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40)
    return tagName.toLowerCase() + (id && '#' + id) + classes + ' "' + words + '"'
  }`

/** What a script finds on the page, which may name elements by `nameOf`. */
export function found(tab: Tab, script: string): Promise<string[]> {
  return tab.evaluate<string[]>(`(() => {${NAME};${script}})()`)
}

/** What makes the document scroll sideways. */
export function overTheSide(tab: Tab): Promise<string[]> {
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
 * Content that a box cuts off, so that nobody can read it. What only a screen reader is to read is cut off wholly. A long
 * text in a field is scrolled by its caret; what is as short as a date is to be seen whole.
 */
export function cutOff(tab: Tab): Promise<string[]> {
  return found(
    tab,
    `
    const cuts = value => value === 'hidden' || value === 'clip'
    return [...document.querySelectorAll('body, body *')].filter(element => {
      const { overflowX, overflowY, display } = getComputedStyle(element)
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element
      if (element.value?.length > 10) return false
      if (display === 'none' || (clientWidth <= 1 && clientHeight <= 1)) return false
      return (cuts(overflowX) && scrollWidth > clientWidth + 1) || (cuts(overflowY) && scrollHeight > clientHeight + 1)
    }).map(nameOf)`,
  )
}

/** WCAG 1.4.12, as a style sheet of the reader's own; the policy forbids inline styles, but not this. */
export const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`

/** Opens everything that can be opened. */
export async function unfold(tab: Tab): Promise<void> {
  await tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
}
