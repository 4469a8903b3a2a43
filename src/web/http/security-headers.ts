import type { WebContext } from '../context.ts'

/**
 * Spread them where the response is made: a middleware that adds them later makes node-server rebuild the response,
 * which halves the throughput.
 */
export const SECURITY_HEADERS = {
  'content-security-policy': policy("'self'"),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Not `no-referrer`: browsers would then send `Origin: null` with form posts.
  'referrer-policy': 'same-origin',
  // Browsers obey this over TLS only.
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const

/** For responses that neither browsers nor proxies may store, such as account data. */
export function noStoreHeaders(c: WebContext) {
  return { ...SECURITY_HEADERS, 'cache-control': 'no-store', 'x-request-id': c.get('requestId') }
}

/** For a page that inlines style sheets with these SHA-256 hashes in Base64, of the texts in UTF-8. */
export function headersWithSheets(hashes: readonly string[]): typeof SECURITY_HEADERS {
  const styles = ["'self'", ...hashes.map(hash => `'sha256-${hash}'`)].join(' ')
  return { ...SECURITY_HEADERS, 'content-security-policy': policy(styles) }
}

function policy(styles: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
