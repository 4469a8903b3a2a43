import { PAGES, type ProductPage } from './pages.ts'

/** The pages whose names hold the words of a command; where there is none, it says which there are and ends. */
export function chosenPages(words: string): ProductPage[] {
  const pages = PAGES.filter(({ name }) => name.includes(words))
  if (pages.length > 0) return pages
  process.stderr.write(`No page is called "${words}". Pages are: ${PAGES.map(({ name }) => name).join(', ')}\n`)
  process.exit(1)
}
