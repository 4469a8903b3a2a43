import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { INTAKE_REFUSALS } from '../../i18n/operator-en.ts'
import type { ProblemAnswer } from '../../intake/answers.ts'
import type { WebContext } from '../context.ts'
import { noStoreHeaders } from '../http/security-headers.ts'

export type IntakeRefusal = keyof typeof INTAKE_REFUSALS

const STATUSES: Readonly<Partial<Record<IntakeRefusal, ContentfulStatusCode>>> = {
  'signature-missing': 401,
  'signature-malformed': 401,
  'timestamp-out-of-range': 401,
  'signature-wrong': 401,
  'too-many-bytes': 413,
  'too-many-unpacked-bytes': 413,
  'too-many-events': 413,
  'unknown-encoding': 415,
  'unknown-type': 415,
  'no-bills': 403,
  'no-objections': 403,
  'unknown-voen': 404,
  'unknown-objection': 404,
  'objection-ended': 409,
  'unknown-declaration': 404,
  'unknown-address': 404,
  'other-method': 405,
  'too-slow': 408,
  'too-many-wrong-signatures': 429,
  'too-busy': 503,
  unreachable: 503,
  unwritable: 503,
  clock: 503,
  failed: 500,
}

/** Sends a problem document (RFC 9457). The default status is 400. */
export function sendRefusal(c: WebContext, code: IntakeRefusal, headers: Record<string, string> = {}): Response {
  const [title, detail] = INTAKE_REFUSALS[code]
  return sendProblem(c, { title, status: STATUSES[code] ?? 400, detail, code }, headers)
}

export function sendProblem(
  c: WebContext,
  problem: Omit<ProblemAnswer, 'type'>,
  headers: Record<string, string> = {},
): Response {
  const body = { type: 'about:blank', ...problem } satisfies ProblemAnswer
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      ...answerHeaders(c, 'application/problem+json'),
      ...(problem.status === 401 && { 'www-authenticate': 'StandardWebhooks' }),
      ...(problem.status === 503 && { 'retry-after': '5' }),
      ...headers,
    },
  })
}

export function sendJson(c: WebContext, value: unknown, status: ContentfulStatusCode = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: answerHeaders(c, 'application/json') })
}

export function answerHeaders(c: WebContext, type: string): Record<string, string> {
  return { ...noStoreHeaders(c), 'content-type': type }
}
