import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** Reads a page as a person does: headings, cards, tables and links by their text. */
export class Page {
  readonly status: number
  readonly #document: Node

  constructor(status: number, html: string) {
    this.status = status
    this.#document = parse(html)
  }

  static async of(response: Response): Promise<Page> {
    return new Page(response.status, await response.text())
  }

  /** The title of the page; charts in it have titles of their own. */
  get title(): string {
    return this.#one('title', title => !within(title, 'svg'))
  }

  get heading(): string {
    return this.#one('h1')
  }

  get headings(): string[] {
    return all(this.#document, 'h3').map(textOf)
  }

  get text(): string {
    return textOf(all(this.#document, 'body')[0]!)
  }

  get rows(): Record<string, string>[] {
    return all(this.#document, 'table').flatMap(rowsOf)
  }

  /** A ledger's operations, oldest first: `type amount | debt overpayment`. */
  get operations(): string[] {
    return this.rows
      .map(row => `${row['Əməliyyatın növü']} ${row.Məbləğ} | ${row.Borc} ${row['Artıq ödəmə']}`)
      .reverse()
  }

  get columns(): string[] {
    const table = all(this.#document, 'table').at(-1)
    return table ? all(all(table, 'thead')[0]!, 'th').map(textOf) : []
  }

  /** The lines of the section under a heading: amounts by label. */
  card(heading: string): {
    sum: string | undefined
    lines: Record<string, string>
  } {
    const card = all(this.#document, 'article').find(article => textOf(all(article, 'h3')[0]!) === heading)
    if (!card) throw new Error(`No card is headed "${heading}": ${this.headings.join(', ')}`)
    const sum = all(card, 'p').find(line => attribute(line, 'class')?.split(' ').includes('sum'))
    return { sum: sum && textOf(sum), lines: linesOf(card) }
  }

  /** What each ledger on the account page stands at now, by title and name. */
  get ledgers(): Record<string, Record<string, string>> {
    const lines = all(this.#document, 'li').filter(line => (attribute(line, 'id') ?? '').startsWith('ledger-'))
    return Object.fromEntries(lines.map(line => [textOf(all(line, 'h3')[0]!), linesOf(line)]))
  }

  /** The sums of each ledger in a table of them, and their total, by ledger and column. */
  sums(of: 'debt' | 'overpayment' | 'selected'): Record<string, Record<string, string>> {
    const table = all(this.#document, 'table').find(table => attribute(table, 'id') === `${of}-sums`)
    return Object.fromEntries(
      (table ? all(table, 'tr').slice(1) : []).map(line => [
        textOf(all(line, 'th')[0]!),
        Object.fromEntries(all(line, 'td').map(cell => [attribute(cell, 'data-label')!.trim(), textOf(cell)])),
      ]),
    )
  }

  /** Facts of the page outside its cards, by label. */
  get facts(): Record<string, string> {
    const lists = all(this.#document, 'dl').filter(list => !within(list, 'article') && !within(list, 'li'))
    return Object.assign({}, ...lists.map(linesOf))
  }

  links(words: string | RegExp): string[] {
    const says = (text: string) => (typeof words === 'string' ? text === words : words.test(text))
    const links = all(this.#document, 'a').filter(link => says(textOf(link)))
    return links.map(link => attribute(link, 'href')!)
  }

  link(words: string): string {
    const [href] = this.links(words)
    if (href === undefined) throw new Error(`No link says "${words}"`)
    return href
  }

  get buttons(): string[] {
    return all(this.#document, 'button').map(textOf)
  }

  /** Values of the form's fields by name; a select lists its options. */
  get fields(): Record<string, string | string[]> {
    const inputs = all(this.#document, 'input').map(input => [
      attribute(input, 'name')!,
      attribute(input, 'value') ?? '',
    ])
    const choices = all(this.#document, 'select').map(choice => [
      attribute(choice, 'name')!,
      all(choice, 'option').map(textOf),
    ])
    return Object.fromEntries([...inputs, ...choices])
  }

  #one(name: string, wanted = (_: Element) => true): string {
    const found = all(this.#document, name).filter(wanted)
    if (found.length !== 1) throw new Error(`The page has ${found.length} of ${name}`)
    return textOf(found[0]!)
  }
}

function rowsOf(table: Element): Record<string, string>[] {
  const columns = all(all(table, 'thead')[0]!, 'th').map(textOf)
  const rows = all(table, 'tbody').flatMap(group => all(group, 'tr'))
  return rows.map(row => {
    const cells = children(row).filter(cell => cell.tagName === 'td' || cell.tagName === 'th')
    return Object.fromEntries(cells.map((cell, index) => [columns[index]!, textOf(cell)]))
  })
}

function linesOf(part: Node): Record<string, string> {
  const groups = all(part, 'div').filter(group => children(group).some(child => child.tagName === 'dt'))
  return Object.fromEntries(
    groups.map(group => {
      const [term, ...facts] = children(group).filter(child => ['dt', 'dd'].includes(child.tagName))
      return [textOf(term!), facts.map(textOf).join('; ')]
    }),
  )
}

function children(node: Node): Element[] {
  return ('childNodes' in node ? node.childNodes : []).filter(child => 'tagName' in child)
}

function all(node: Node, name: string): Element[] {
  return children(node).flatMap(child => [...(child.tagName === name ? [child] : []), ...all(child, name)])
}

function within(element: Element, name: string): boolean {
  const parent = element.parentNode
  return parent !== null && 'tagName' in parent && (parent.tagName === name || within(parent, name))
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find(attribute => attribute.name === name)?.value
}

/** The text of an element with collapsed whitespace. */
function textOf(node: Node): string {
  return rawText(node).replace(/\s+/g, ' ').trim()
}

function rawText(node: Node): string {
  if ('value' in node) return node.value
  const blank =
    'tagName' in node && ['dt', 'dd', 'td', 'th', 'li', 'p', 'h1', 'h2', 'h3', 'small', 'option'].includes(node.tagName)
      ? ' '
      : ''
  return blank + ('childNodes' in node ? node.childNodes.map(rawText).join('') : '') + blank
}
