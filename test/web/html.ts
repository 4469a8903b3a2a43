import { type DefaultTreeAdapterTypes, parse, parseFragment } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Parent = DefaultTreeAdapterTypes.ParentNode
export type Element = DefaultTreeAdapterTypes.Element

/** A page or a fragment as data. */
export class Html {
  readonly root: Parent

  constructor(text: string) {
    this.root = /^<!doctype/i.test(text) ? parse(text) : parseFragment(text)
  }

  get elements(): Element[] {
    return [...walk(this.root)]
  }

  all(predicate: (element: Element) => boolean): Element[] {
    return this.elements.filter(predicate)
  }

  byId(id: string): Element | undefined {
    return this.elements.find(element => attribute(element, 'id') === id)
  }

  /** All elements with the tag, below the element with the id or in the whole page. */
  tags(tag: string, below?: string): Element[] {
    const start = below === undefined ? this.root : this.byId(below)
    return start ? within(start, tag) : []
  }

  /** The cells of the table with the class, by row, without headings. */
  table(name: string): string[][] {
    const table = this.elements.find(element => element.tagName === 'table' && hasClass(element, name))
    if (!table) return []
    return within(table, 'tr')
      .map(row => children(row).map(text))
      .slice(1)
  }

  link(label: string): string | undefined {
    const found = this.tags('a').find(element => text(element) === label)
    return found && attribute(found, 'href')
  }

  /** The title of the page; charts have titles of their own. */
  get title(): string {
    const titles = this.tags('title').filter(({ namespaceURI }) => !namespaceURI.endsWith('/svg'))
    return titles.map(text).join()
  }

  get text(): string {
    return text(this.root)
  }
}

/** In document order. */
export function within(parent: Parent, tag: string): Element[] {
  return [...walk(parent)].filter(element => element.tagName === tag)
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find(attr => attr.name === name)?.value
}

export function hasClass(element: Element, name: string): boolean {
  return (attribute(element, 'class') ?? '').split(' ').includes(name)
}

/** The visible text below a node, with collapsed whitespace. */
export function text(node: Node): string {
  return rawText(node).replace(/\s+/g, ' ').trim()
}

function rawText(node: Node): string {
  if ('value' in node) return node.value
  if ('tagName' in node && node.tagName === 'style') return ''
  const below = 'content' in node ? node.content : node
  return 'childNodes' in below ? below.childNodes.map(rawText).join('') : ''
}

/** Elements that a text browser puts on lines or into columns of their own. */
const APART = new Set(
  `address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form
  h1 h2 h3 h4 h5 h6 head header hr hx-partial img input legend li main nav ol option p section select style summary svg
  table tbody td textarea tfoot th thead title tr ul`.split(/\s+/),
)

/** Words of neighbours without white space between them, as a text browser shows them: `SearchClear`. */
export function gluedWords(parent: Parent): string[] {
  const glued: string[] = []
  let before = ''
  const visit = (node: Node): void => {
    if ('value' in node) {
      const [last, first] = [before.slice(-20), node.value.slice(0, 20)]
      if (/[\p{L}\p{N}]$/u.test(last) && /^[\p{L}\p{N}]/u.test(first)) glued.push(`${last}|${first}`)
      before = node.value
      return
    }
    const apart = 'tagName' in node && APART.has(node.tagName)
    if (apart) before = ''
    const below = 'content' in node ? node.content : node
    if ('childNodes' in below && !(apart && /^(style|svg)$/.test((node as Element).tagName)))
      below.childNodes.forEach(visit)
    if (apart) before = ''
  }
  visit(parent)
  return glued
}

/** The exact content of an inlined style sheet. */
export function styleText(element: Element): string {
  return element.childNodes.map(node => ('value' in node ? node.value : '')).join('')
}

function children(element: Element): Element[] {
  return element.childNodes.filter(node => 'tagName' in node)
}

function* walk(parent: Parent): Generator<Element> {
  for (const node of parent.childNodes) {
    if (!('tagName' in node)) continue
    yield node
    yield* walk('content' in node ? node.content : node)
  }
}

/** The value of a form's field. */
export function fieldValue(html: Html, name: string): string {
  return attribute(html.tags('input').find(field => attribute(field, 'name') === name)!, 'value')!
}
