const TAG = /<[a-z][^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/gi

/**
 * A document in markup that the checker knows. HTML leaves attributes of one's own the names that begin with `data-`,
 * and htmx reads them too; we write its short ones. Its element `<hx-partial>`, which says where a part of an answer goes
 * and never comes to stand on a page, is a `<div>` here, so that what is in it is checked where it will stand.
 */
export function asKnownMarkup(html: string): string {
  return html
    .replaceAll(TAG, tag => tag.replaceAll(/(\s)hx-([\w:-]+)(?=[=\s>/])/g, '$1data-hx-$2'))
    .replaceAll(/<(\/?)hx-partial/g, '<$1div')
}

const NAMING = /\b(?:aria-labelledby|aria-describedby|aria-controls|for|list)="([^"]+)"/g

/** A fragment in the middle of a page. What it names on the rest of that page is there, but empty. */
export function asWholeDocument(fragment: string, language: string): string {
  const there = new Set([...fragment.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id))
  const named = new Set([...fragment.matchAll(NAMING)].flatMap(([, ids]) => ids!.split(' ')))
  const rest = [...named].filter(id => !there.has(id)).map(id => `<p id="${id}">–</p>`)
  const title = fragment.match(/<title>.*?<\/title>/s)?.[0] ?? '<title>–</title>'
  const body = fragment.replace(/<title>.*?<\/title>/s, '')
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">${title}</head><body><main><h1>–</h1>
${rest.join('')}${body}
</main></body></html>`
}
