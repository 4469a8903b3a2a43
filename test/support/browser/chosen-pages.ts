import { PAGES, type ProductPage } from './pages.ts'

/** Pages whose names contain the text. Without a match, lists the names and ends the process. */
export function chosenPages(words: string): ProductPage[] {
  const pages = PAGES.filter(({ name }) => name.includes(words))
  if (pages.length > 0) return pages
  process.stderr.write(`No page is called "${words}". Pages are: ${PAGES.map(({ name }) => name).join(', ')}\n`)
  process.exit(1)
}
