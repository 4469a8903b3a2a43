const TAG = /<[a-z][^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/gi

/**
 * Rewrites htmx markup to HTML that the checker knows: `hx-` attributes get the valid prefix `data-`, which htmx accepts
 * too, and `<hx-partial>`, which never becomes part of a page, becomes a `<div>`, so that its content is checked; with a
 * summary, what it goes into: a `<details>`.
 */
export function asKnownMarkup(html: string): string {
  return html
    .replaceAll(TAG, tag => tag.replaceAll(/(\s)hx-([\w:-]+)(?=[=\s>/])/g, '$1data-hx-$2'))
    .replaceAll(/<hx-partial([^>]*>\s*<summary>[\s\S]*?<\/)hx-partial>/g, '<details$1details>')
    .replaceAll(/<(\/?)hx-partial/g, '<$1div')
}

const NAMING = /\b(?:aria-labelledby|aria-describedby|aria-controls|for|list)="([^"]+)"/g

/** Puts a fragment into a page with empty elements for the ids that the fragment refers to. */
export function asWholeDocument(fragment: string, language: string): string {
  const present = new Set([...fragment.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id))
  const named = new Set([...fragment.matchAll(NAMING)].flatMap(([, ids]) => ids!.split(' ')))
  const rest = [...named].filter(id => !present.has(id)).map(id => `<p id="${id}">–</p>`)
  const title = fragment.match(/<title>.*?<\/title>/s)?.[0] ?? '<title>–</title>'
  const body = fragment.replace(/<title>.*?<\/title>/s, '')
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">${title}</head><body><main><h1>–</h1>
${rest.join('')}${body}
</main></body></html>`
}
