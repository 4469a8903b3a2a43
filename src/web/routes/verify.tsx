import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { CheckedPage, type CheckedPageModel, VerifyPage } from '../../../views/verify-page.tsx'
import { nameForOthers } from '../../domain/bill.ts'
import type { IssuedDocument } from '../../domain/issued-document.ts'
import { type PaperNumber, parsePaperNumber } from '../../domain/paper-number.ts'
import {
  type ActOutcome,
  type CheckedDocument,
  checkDocument,
  findActOutcome,
} from '../../services/papers/check-document.ts'
import { readDocumentContent } from '../../services/papers/read-document-content.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { tooManyRequests } from '../errors.tsx'
import { readSentFile } from '../http/sent-file.ts'
import { fileMaker, isLongFile, makesSameFile, versionOf } from '../issued-file.ts'
import { closingModel, documentFacts } from '../models/document-facts.ts'
import { RateLimit } from '../rate-limit.ts'
import { redirect, respond } from '../respond.tsx'
import { VERIFY, verifyUrl } from '../urls.ts'

/** Of the requests that a network without a session has a minute, so many may check documents. */
const SHARE_OF_CHECKS = 1 / 4

/** Checks that run or wait, of all people together. */
const MAX_CHECKS = 20
const WAIT_S = 5

/** Anybody checks a document by its number. Needs no session, and says nothing but what the document said. */
export function verifyRoutes(dependencies: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()
  const limit = new RateLimit(dependencies, Math.ceil(dependencies.config.requestsPerMinute.stranger * SHARE_OF_CHECKS))
  let last: Promise<unknown> = Promise.resolve()
  let checks = 0

  routes.get(VERIFY, c => {
    const typed = c.req.query('number')
    if (typed === undefined) return respondForm(c, '', null)
    const number = parsePaperNumber(typed)
    if (number === null || number === 'mistyped') return respondForm(c, typed.slice(0, 60), problemOf(number))
    return redirect(c, verifyUrl(number))
  })

  routes.get(`${VERIFY}/:number`, c => respondChecked(c, async () => NOTHING_COMPARED))

  routes.post(`${VERIFY}/:number`, c =>
    respondChecked(c, async ({ document }) =>
      compare(c, await readSentFile(c, { file: 'file', text: 'digest' }), await digestsOf(document)),
    ),
  )

  async function respondChecked(
    c: WebContext,
    compareFile: (checked: CheckedDocument) => Promise<Compared>,
  ): Promise<Response> {
    const wait_s = await limit.exceeds(c, c.get('network'))
    if (wait_s !== null) return tooManyRequests(c, wait_s)
    const text = c.req.param('number') ?? ''
    const number = parsePaperNumber(text)
    if (number === null || number === 'mistyped') return respondForm(c, text.slice(0, 60), problemOf(number))
    if (checks >= MAX_CHECKS) return tooManyRequests(c, WAIT_S)
    const checked = await inTurn(() => checkDocument(dependencies, number))
    if (!checked) return respondForm(c, number, 'unknown')
    const outcome = await findActOutcome(dependencies.papers, checked.document)
    return respondPage(c, { number, outcome }, checked, await compareFile(checked))
  }

  /** What this version of the program makes of a document of another one says the same. */
  async function digestsOf(document: IssuedDocument): Promise<KnownDigests> {
    const { file, contentDigest } = document
    // Strangers have no long document made again.
    const isSame = makesSameFile(document, dependencies)
    if (isSame || isLongFile(document)) {
      return { files: [file.digest], content: contentDigest, issuedBy: isSame ? null : versionOf(document) }
    }
    const read = await readDocumentContent(dependencies.exporter, document)
    const made = read && (await inTurn(() => fileMaker(dependencies, { owner: CHECKERS })(read)))
    const files = made ? [file.digest, digestOf(made.bytes)] : [file.digest]
    return { files, content: contentDigest, issuedBy: versionOf(document) }
  }

  /** One check at a time: strangers together take no more of the service than one of them. */
  async function inTurn<Result>(check: () => Promise<Result>): Promise<Result> {
    checks += 1
    const turn = last.then(check)
    last = turn.catch(() => {})
    try {
      return await turn
    } finally {
      checks -= 1
    }
  }

  return routes
}

interface Compared extends Omit<CheckedPageModel['compare'], 'action'> {}

const NOTHING_COMPARED: Compared = { digest: '', result: null, problems: [] }

const DIGEST = /^[0-9a-f]{64}$/

/** All who check documents share the places of one for making files. */
const CHECKERS = 'checkers'

interface KnownDigests {
  /** Of whole files: whatever is appended to a PDF file can show other figures. */
  readonly files: readonly string[]
  /** Of what the document says, as JSON. */
  readonly content: string
  /** The version of the program that issued it, when that is another one. */
  readonly issuedBy: string | null
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** @param sent what the form has */
function compare(c: WebContext, sent: Awaited<ReturnType<typeof readSentFile>>, known: KnownDigests): Compared {
  const { verify } = c.get('t')
  if (sent === 'too-large')
    return { digest: '', result: null, problems: [{ field: 'digest', message: verify.tooLarge }] }
  const typed = (sent?.text ?? '').replace(/\s/g, '').toLowerCase()
  const digest = sent && sent.file.length > 0 ? digestOf(sent.file) : DIGEST.test(typed) ? typed : null
  if (digest === null) return { digest: typed, result: null, problems: [{ field: 'digest', message: verify.nothing }] }
  const isGood = digest === known.content || known.files.includes(digest)
  return resultOf(c, digest, isGood, isGood ? null : known.issuedBy)
}

function resultOf(c: WebContext, digest: string, isGood: boolean, issuedBy: string | null): Compared {
  const { verify } = c.get('t')
  const text = isGood ? verify.same : verify.other
  const hint = issuedBy === null ? [] : [verify.otherVersion(issuedBy)]
  return { digest, result: { text: [text, ...hint].join(' '), isGood }, problems: [] }
}

/** The page is open to everybody: it does not tell the name of a natural person. */
function forOthers(document: IssuedDocument): IssuedDocument {
  const { voen, terms } = document
  return { ...document, terms: { ...terms, company: nameForOthers(voen, terms.company) } }
}

function problemOf(parsed: ReturnType<typeof parsePaperNumber>): NumberProblem {
  return parsed === 'mistyped' ? 'mistyped' : 'unknown'
}

type NumberProblem = 'unknown' | 'mistyped'

/** An unknown number and a text that is none look the same; only the check character tells a mistake of typing. */
function respondForm(c: WebContext, number: string, problem: NumberProblem | null): Response {
  const t = c.get('t')
  const problems = problem === null ? [] : [{ field: 'number', message: t.verify[problem] }]
  return respond(c, {
    status: problem === null ? 200 : 422,
    title: t.verify.title,
    sheet: 'documents',
    page: <VerifyPage model={{ action: VERIFY, number, problems }} t={t} />,
  })
}

function respondPage(
  c: WebContext,
  { number, outcome }: { number: PaperNumber; outcome: ActOutcome | null },
  { document, verdict, closing }: CheckedDocument,
  compared: Compared,
): Response {
  const t = c.get('t')
  const isGood = verdict !== 'differ'
  const model: CheckedPageModel = {
    verdict: t.verify.verdicts[verdict],
    isGood,
    outcome: outcome && t.verify.act[outcome.kind](t.format.instant(outcome.at)),
    document: documentFacts(forOthers(document), t),
    closing: closingModel(document.terms, isGood ? null : closing, t),
    compare: { ...compared, action: verifyUrl(number) },
    another: VERIFY,
  }
  return respond(c, {
    status: compared.problems.length > 0 ? 422 : 200,
    title: `${t.verify.title}: ${number}`,
    sheet: 'documents',
    page: <CheckedPage model={model} t={t} />,
  })
}
