import { createHash } from 'node:crypto'
import { type Html, styleText } from './html.ts'

/** The one policy that an answer may have: of styles it lets in our files, and the very ones that the page carries. */
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
