/** Findings about the open page. Each finding names the element. */
import axe from 'axe-core'
import type { Page as Tab } from 'playwright-core'

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/**
 * Violations of the given rules of axe, or of all. `target-size` (WCAG 2.2) is off in axe by default. With forced
 * colours Chromium reports the system's colours as the computed ones, so axe measures contrast there too.
 */
export async function axeFindings(tab: Tab, rules?: readonly string[]): Promise<string[]> {
  const loaded = await tab.evaluate<boolean>('Boolean(window.axe)')
  if (!loaded) await tab.evaluate(axe.source)
  const options = JSON.stringify({
    resultTypes: ['violations'],
    ...(rules ? { runOnly: rules } : { rules: { 'target-size': { enabled: true } } }),
  })
  const { violations } = await tab.evaluate<{ violations: Violation[] }>(`axe.run(document, ${options})`)
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
 * count either, because the caret scrolls them; a text as short as a date must be visible.
 */
export function findCutText(tab: Tab): Promise<string[]> {
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

/** The text spacing of WCAG 1.4.12 as a user style sheet; the content security policy forbids inline styles only. */
export const SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`

export async function openDetails(tab: Tab): Promise<void> {
  await tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
}
