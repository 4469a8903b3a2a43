import type { Page as Tab } from 'playwright-core'
import { NAME } from './examine.ts'

export interface Stop {
  readonly name: string
  /** Its index among the focusable elements in document order; -1 when it is none of them. */
  readonly place: number
  readonly outlined: boolean
  /** The element that covers its centre. */
  readonly under: string | null
  /** It is wholly above the previous stop, and not beside it. */
  readonly jumpsBack: boolean
}

const STOPS = `
  ${NAME}
  const able = 'a[href], button:not(:disabled), input:not([type=hidden]):not(:disabled), select, textarea, summary, [tabindex="0"]'
  // A container with \`reading-flow\` gives its children to the keyboard in their visual order.
  const rank = element => {
    const flow = element.parentElement && getComputedStyle(element.parentElement).readingFlow
    return flow && flow !== 'normal' ? Number(getComputedStyle(element).order) : 0
  }
  const pathOf = element => element ? [...pathOf(element.parentElement), element] : []
  const inReadingOrder = (one, other) => {
    const [path, others] = [pathOf(one), pathOf(other)]
    const fork = path.findIndex((element, depth) => element !== others[depth])
    return fork < 0 || !others[fork] ? 0 : rank(path[fork]) - rank(others[fork])
  }
  window.stops = [...document.querySelectorAll(able)]
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .sort(inReadingOrder)
  window.stopBefore = null
  window.stopNow = () => {
    const element = document.activeElement
    if (element === document.body || element === null) return null
    const [box] = element.getClientRects()
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !/, 0\\)$/.test(outlineColor)
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
    const seen = bottom > top && right > left ? document.elementFromPoint((left + right) / 2, (top + bottom) / 2) : null
    const clear = seen !== null && (element.contains(seen) || seen.contains(element))
    const flat = { top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right }
    const before = window.stopBefore
    window.stopBefore = flat
    return {
      name: nameOf(element),
      place: window.stops.indexOf(element),
      outlined,
      under: clear ? null : seen === null ? 'the edge' : nameOf(seen),
      jumpsBack: before !== null && flat.bottom <= before.top && flat.left < before.right,
    }
  }`

export async function walkWithKeys(tab: Tab, key: 'Tab' | 'Shift+Tab'): Promise<{ stops: Stop[]; able: string[] }> {
  await tab.evaluate(`{${STOPS}}`)
  const able = await tab.evaluate<string[]>(`(() => { ${NAME}; return window.stops.map(nameOf) })()`)
  // Start at one end of the document; the page may have moved the focus.
  await tab.evaluate(`window.stops.at(${key === 'Tab' ? 0 : -1}).focus()`)
  const stops = [await tab.evaluate<Stop>('window.stopNow()')]
  // A field of a date has more stops than one: its parts, or its button.
  for (let presses = 0; presses <= able.length * 2 && stops.length <= able.length; presses += 1) {
    await tab.keyboard.press(key)
    const stop = await tab.evaluate<Stop | null>('window.stopNow()')
    if (!stop || (stops.length > 1 && stop.place === stops[0]!.place)) break
    if (stop.place !== stops.at(-1)!.place || !stop.outlined) stops.push(stop)
  }
  return { stops, able }
}

export async function keyboardFindings(tab: Tab, key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
  const { stops, able } = await walkWithKeys(tab, key)
  const reached = stops.map(({ place }) => place)
  const order = key === 'Tab' ? able.map((_, place) => place) : able.map((_, place) => able.length - 1 - place)
  const findings = order.filter(place => !reached.includes(place)).map(place => `never reached: ${able[place]}`)
  stops.forEach(({ name, place, outlined, under, jumpsBack }, at) => {
    const before = stops[at - 1]
    const forward = key === 'Tab'
    if (place === -1) findings.push(`not expected: ${name}`)
    if (before && place < before.place === forward) findings.push(`out of order: ${name} after ${before.name}`)
    if (forward && jumpsBack) findings.push(`above what was before it: ${name} after ${before!.name}`)
    if (!outlined) findings.push(`without an outline: ${name}`)
    if (under !== null) findings.push(`under ${under}: ${name}`)
  })
  return findings
}
