import { createHash } from 'node:crypto'
import { type Html, styleText } from './html.ts'

/** The only CSP a response may have. It allows our files and exactly the style sheets that the page inlines. */
export function policyOf(html: Html): string {
  const inlined = html.tags('style').map(style => ` 'sha256-${sha256(styleText(style))}'`)
  return (
    `default-src 'none'; script-src 'self'; style-src 'self'${inlined.join('')}; img-src 'self'; connect-src 'self'; ` +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  )
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
