import type { Child } from 'hono/jsx'
import { Layout } from '../../views/layout.tsx'
import { SandboxAnswerPage } from '../../views/sandbox/answer-page.tsx'
import type { SandboxModel } from '../../views/sandbox/notice.tsx'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import { SANDBOX_HOP, SANDBOX_OFFICER } from './addresses.ts'
import type { IntakeAnswer } from './intake-client.ts'
import type { SandboxRequest } from './settings.ts'

export type SandboxStatus = 200 | 403 | 404 | 422 | 503

export function page(request: SandboxRequest, status: SandboxStatus, title: string, content: Child): Response {
  const { t, hostApp, languages, shell } = request
  const fullTitle = `${status === 422 ? t.errorTitle(title) : title}, ${t.sandbox.title} – ${t.product}`
  const document = (
    <Layout title={fullTitle} home={hostApp.home} assets={shell.assets} person={null} languages={languages} t={t}>
      {content}
    </Layout>
  )
  const { body, encoded } = shell.pack(String(document))
  return new Response(body, {
    status,
    headers: {
      ...shell.headers,
      'content-type': 'text/html; charset=utf-8',
      'content-language': t.lang,
      'cache-control': 'no-store',
      vary: 'Accept-Encoding, Save-Data',
      ...encoded,
    },
  })
}

export function redirect({ hostApp }: SandboxRequest, location: string): Response {
  return new Response(null, { status: 303, headers: { ...hostApp.headers, 'cache-control': 'no-store', location } })
}

/** @param current the address of the section that the page belongs to, or null */
export function sandboxModel({ t }: SandboxRequest, current: string | null): SandboxModel {
  const section = (label: string, href: string) => ({ label, href, current: href === current })
  return { sections: [section(t.sandbox.hop, SANDBOX_HOP), section(t.sandbox.officer, SANDBOX_OFFICER)] }
}

interface AcceptedForm {
  /** Any but a rejection. */
  readonly answer: IntakeAnswer
  readonly section: string
  /** The URL of an empty form of this kind. */
  readonly again: string
  /** The account that the event is about; null when it is unknown. */
  readonly voen: Voen | null
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** Links to what can be done next. */
  readonly more?: readonly { readonly label: string; readonly href: string }[]
}

export function acceptedPage(
  request: SandboxRequest,
  { answer, section, again, voen, facts, more = [] }: AcceptedForm,
): Response {
  const { t, hostApp } = request
  const model = {
    sandbox: sandboxModel(request, section),
    title: t.sandbox.answerTitle,
    message: messageOf(answer, t),
    facts,
    links: [
      ...(voen === null ? [] : [{ label: t.sandbox.statement, href: hostApp.statementUrl(voen) }]),
      ...more,
      { label: t.sandbox.again, href: again },
    ],
  }
  return page(request, 200, t.sandbox.answerTitle, <SandboxAnswerPage model={model} t={t} />)
}

function messageOf({ became, waitsFor = 'taxpayer' }: IntakeAnswer, t: Catalogue): string {
  if (became === 'held') return t.sandbox.held[waitsFor]
  return became === 'duplicate' ? t.sandbox.answers.duplicate : t.sandbox.answers.applied
}

export function errorPage(request: SandboxRequest, status: SandboxStatus, message: string): Response {
  const { t } = request
  const title = status === 404 ? t.errors.notFoundTitle : t.sandbox.failedTitle
  const links = [{ label: t.sandbox.back, href: SANDBOX_HOP }]
  const model = { sandbox: sandboxModel(request, null), title, message, facts: [], links }
  return page(request, status, title, <SandboxAnswerPage model={model} t={t} />)
}

/** The field to correct, for refusals that concern the whole event. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'payment-not-held': 'payment',
  'target-not-allowed': 'target',
  'not-enough-overpayment': 'amount',
}

/** The problems of a rejected event, each at its form field, or at the heading when the form lacks the field. */
export function refusalsOf({ t }: SandboxRequest, { problems }: IntakeAnswer, fields: readonly string[]) {
  return problems.map(({ code, field = FIELD_OF[code] }) => {
    const own = fields.find(name => name === field || `charges.${name}` === field)
    return { field: own ?? 'heading', message: t.sandbox.refusals[code] ?? t.sandbox.refusedFor(code) }
  })
}
