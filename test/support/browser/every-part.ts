import { readdirSync, readFileSync } from 'node:fs'
import { attribute, Html } from '../../web/html.ts'
import type { ProductPage } from './pages.ts'

const SHEETS = new URL('../../../static/', import.meta.url)

/** Classes without a rule change nothing that a browser shows. */
const STYLED = new Set(
  readdirSync(SHEETS)
    .filter(name => name.endsWith('.css'))
    .flatMap(name => readFileSync(new URL(name, SHEETS), 'utf8').match(/\.[a-z][\w-]*/g) ?? []),
)

/** The parts that a page consists of: its elements, each kind of field, and each element with each of its classes. */
function partsOf(html: string): Set<string> {
  const parts = new Set<string>()
  for (const element of new Html(html).elements) {
    const name = `${element.tagName} ${element.tagName === 'input' ? attribute(element, 'type') : ''}`
    const classes = (attribute(element, 'class') ?? '').split(/\s+/).map(each => `.${each}`)
    for (const part of ['', ...classes.filter(each => STYLED.has(each))]) parts.add(name + part)
  }
  return parts
}

/** A few of the pages, which together show each part that any of the pages shows. */
export async function pagesOfEveryPart(
  pages: readonly ProductPage[],
  read: (page: ProductPage) => Promise<string>,
): Promise<ProductPage[]> {
  const partsOfPages = new Map<ProductPage, Set<string>>()
  for (const page of pages) partsOfPages.set(page, partsOf(await read(page)))
  const chosen: ProductPage[] = []
  for (let missing = union(partsOfPages.values()); missing.size > 0; ) {
    const shows = (page: ProductPage) => partsOfPages.get(page)!.intersection(missing).size
    const best = pages.reduce((one, other) => (shows(other) > shows(one) ? other : one))
    chosen.push(best)
    missing = missing.difference(partsOfPages.get(best)!)
  }
  return chosen
}

function union(sets: Iterable<Set<string>>): Set<string> {
  return [...sets].reduce((all, each) => all.union(each), new Set())
}
