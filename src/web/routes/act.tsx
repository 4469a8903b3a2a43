import { Hono } from 'hono'
import { ActCancelPage } from '../../../views/act-cancel-page.tsx'
import { ActClosePage } from '../../../views/act-close-page.tsx'
import { ActFiguresPage } from '../../../views/act-figures-page.tsx'
import { ActObjectionPage } from '../../../views/act-objection-page.tsx'
import { type ActProgress, isOver } from '../../domain/act/act.ts'
import type { ActRecord } from '../../domain/act/compared.ts'
import { columnsOf } from '../../domain/act/compared.ts'
import { actLinesOf, type OwnFigures } from '../../domain/act/lines.ts'
import { isLedger, type Ledger } from '../../domain/fund.ts'
import { recordOf } from '../../domain/record.ts'
import { actFile, actFileName } from '../../export/act-table.ts'
import { ActSteps, actNotFound, parseNumber, seenSteps } from '../act-steps.tsx'
import { cachedToday } from '../cached-today.ts'
import { findComparisonsOf, findResult, isComparisonOf } from '../compared-results.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { fileContext, sendDownload } from '../http/download.ts'
import { readForm } from '../http/form.ts'
import { forgetKeptForm, keptForm } from '../http/kept-form.ts'
import {
  type ActObjectionView,
  actCancelPageModel,
  actClosePageModel,
  actFiguresPageModel,
  actObjectionPageModel,
  type Stale,
  typedFigures,
} from '../models/act-forms.ts'
import type { Kept } from '../models/acts-page.ts'
import { figuresOfBooks, objectionFrom, otherLines } from '../models/own-books-objection.ts'
import { pageTitle } from '../page-title.ts'
import {
  type CancelForm,
  type FiguresForm,
  NOTHING_TYPED,
  OBJECTION_FIELDS,
  type ObjectedLine,
  type ObjectionForm,
  parseActFigures,
  parseCancellation,
  parseObjectedLine,
  parseObjection,
} from '../queries/act-forms.ts'
import { parseFileFormat } from '../queries/file-format.ts'
import { redirect, respond } from '../respond.tsx'
import { actUrl, fromBooks } from '../urls.ts'

const FIGURES = '/accounts/:voen/acts/:act/ledgers/:ledger'
const OBJECTIONS = '/accounts/:voen/acts/:act/objections'
const CANCEL = '/accounts/:voen/acts/:act/cancel'

/** An act of reconciliation, and what a representative of the company does to it. */
export function actRoutes(dependencies: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()
  const steps = new ActSteps(dependencies)
  const today = cachedToday(dependencies.clock)
  const representative = requireAccess(dependencies, 'representation')
  const forget = forgetKeptForm()

  routes.get('/accounts/:voen/acts/:act', requireAccess(dependencies, 'balances'), c =>
    steps.withAct(c, record => steps.respondAct(c, record)),
  )

  routes.get('/accounts/:voen/acts/:act/export', requireAccess(dependencies, 'balances', 'exports'), c =>
    steps.withAct(c, record => {
      const t = c.get('t')
      const format = parseFileFormat(c.req.query('dialect'), t)
      if (format === null) return notFound(c, 'noPage', record.act.voen)
      const pieces = actFile(record, format, fileContext(dependencies, c))
      const { number } = record.act
      return sendDownload(dependencies, c, {
        fileName: actFileName(record, t),
        format,
        pieces,
        content: 'act',
        filter: `act=${number}`,
      })
    }),
  )

  routes.get(FIGURES, representative, c =>
    withLedger(c, (record, ledger) => {
      const kept = keptForm(c, actLinesOf(ledger))
      if (!kept && isOver(record.progress.state)) return redirectToAct(c, record)
      const typed = kept ?? typedFigures(columnsOf(record, ledger)[1], c.get('t'))
      const form = { typed, problems: [], kept: kept !== null }
      return respondFigures(c, record, ledger, kept ? form : { ...form, books: c.req.query('books') ?? null })
    }),
  )

  routes.post(FIGURES, forget, representative, c =>
    withLedger(c, async (record, ledger) => {
      const field = await readForm(c)
      const form = parseActFigures(ledger, field)
      const state = (figures: OwnFigures) =>
        steps.take(c, record, () => ({ kind: 'stated', ledger, figures }), {
          seen: seenSteps(field),
          respondChanged: now => respondFigures(c, now, ledger, { ...form, isStale: true }),
        })
      if (field('same') !== '') {
        const [customs] = columnsOf(record, ledger)
        return state(recordOf(actLinesOf(ledger), line => customs[line]))
      }
      if (form.problems.length === 0) return state(form.figures)
      return isOver(record.progress.state) ? refuse(c, record) : respondFigures(c, record, ledger, form)
    }),
  )

  routes.get(OBJECTIONS, representative, c =>
    withLine(c, async (record, about) => {
      const kept = keptForm(c, OBJECTION_FIELDS)
      if (!kept && isOver(record.progress.state)) return redirectToAct(c, record)
      if (kept) return respondObjection(c, record, about, { typed: kept, problems: [], kept: true })
      const { books: id, result: seq } = c.req.query()
      const found = await findResult(dependencies, c, { id, seq }, today())
      if (!found) return respondObjection(c, record, about, { typed: NOTHING_TYPED, problems: [] })
      const t = c.get('t')
      if (!(await isComparisonOf(dependencies, found.result, record.act, today()))) {
        const compared = { others: [], notice: t.ownBooks.objection.otherRows }
        return respondObjection(c, record, about, { typed: NOTHING_TYPED, problems: [] }, compared)
      }
      const typed = objectionFrom(found.match, found.result.scope, record, about, t)
      const others = otherLines(record, about, fromBooks(found.books.id, found.match.seq), t)
      const compared = { others, notice: t.ownBooks.objection.filledIn }
      return respondObjection(c, record, about, { typed, problems: [] }, compared)
    }),
  )

  routes.post(OBJECTIONS, forget, representative, c =>
    withLine(c, async (record, about) => {
      const field = await readForm(c)
      const { objected, ...form } = parseObjection(about, field)
      if (!objected) return isOver(record.progress.state) ? refuse(c, record) : respondObjection(c, record, about, form)
      const step = ({ objections }: ActProgress) =>
        ({ kind: 'objected', objection: objections.length + 1, ...objected }) as const
      return steps.take(c, record, step, {
        seen: seenSteps(field),
        respondChanged: now => respondObjection(c, now, about, { ...form, isStale: true }),
      })
    }),
  )

  routes.post(`${OBJECTIONS}/:objection/withdraw`, representative, c =>
    steps.withAct(c, record => {
      const objection = parseNumber(c.req.param('objection'))
      if (objection === null) return actNotFound(c)
      return steps.take(c, record, () => ({ kind: 'withdrawn', objection }))
    }),
  )

  routes.post('/accounts/:voen/acts/:act/agree', representative, c =>
    steps.withAct(c, async record =>
      steps.take(c, record, () => ({ kind: 'agreed' }), { seen: seenSteps(await readForm(c)) }),
    ),
  )

  routes.get('/accounts/:voen/acts/:act/close', representative, c =>
    steps.withAct(c, async record => {
      if (record.progress.state !== 'agreed') return redirectToAct(c, record)
      const t = c.get('t')
      const common = await steps.common(c, record)
      const page = <ActClosePage model={actClosePageModel(common)} t={t} />
      return respond(c, { status: 200, title: pageTitle(t.acts.closeTitle, common.name), sheet: 'acts', page })
    }),
  )

  routes.post('/accounts/:voen/acts/:act/close', representative, c =>
    steps.withAct(c, async record =>
      steps.take(c, record, () => ({ kind: 'closed' }), { seen: seenSteps(await readForm(c)) }),
    ),
  )

  routes.get(CANCEL, representative, c =>
    steps.withAct(c, record => {
      if (isOver(record.progress.state)) return redirectToAct(c, record)
      const kept = keptForm(c, ['reason'])
      return respondCancel(c, record, { typed: kept ?? { reason: '' }, problems: [], kept: kept !== null })
    }),
  )

  routes.post(CANCEL, forget, representative, c =>
    steps.withAct(c, async record => {
      const field = await readForm(c)
      const form = parseCancellation(field)
      if (form.problems.length > 0) return respondCancel(c, record, form)
      return steps.take(c, record, () => ({ kind: 'cancelled', reason: form.typed.reason }), {
        seen: seenSteps(field),
        respondChanged: now => respondCancel(c, now, { ...form, isStale: true }),
      })
    }),
  )

  /** From the form of a step that the act does not take any more. */
  function redirectToAct(c: WebContext, { act: { voen, number } }: ActRecord): Response {
    return redirect(c, actUrl(voen, number))
  }

  /** A form that cannot be read need not be mended when the act takes it no more. */
  function refuse(c: WebContext, record: ActRecord): Promise<Response> {
    const code = record.progress.state === 'closed' ? 'act-closed' : 'act-cancelled'
    return steps.respondAct(c, record, [{ field: 'step', code }])
  }

  type Answer<Place> = (record: ActRecord, place: Place) => Response | Promise<Response>

  async function withLedger(c: WebContext, answer: Answer<Ledger>): Promise<Response> {
    const ledger = c.req.param('ledger') ?? ''
    if (!isLedger(ledger)) return notFound(c, 'noLedger', c.get('account').voen)
    return steps.withAct(c, record => answer(record, ledger))
  }

  async function withLine(c: WebContext, answer: Answer<ObjectedLine>): Promise<Response> {
    const about = parseObjectedLine(c.req.query('ledger') ?? '', c.req.query('line') ?? '')
    return about ? steps.withAct(c, record => answer(record, about)) : actNotFound(c)
  }

  type Typed<Form extends { typed: unknown; problems: unknown }> = Pick<Form, 'typed' | 'problems'> & Kept

  function statusOf({ problems, isStale }: { problems: readonly unknown[] } & Stale): 200 | 422 {
    return problems.length === 0 && !isStale ? 200 : 422
  }

  /** @param form with the comparison of own books whose figures are taken, if one is */
  async function respondFigures(
    c: WebContext,
    record: ActRecord,
    ledger: Ledger,
    { books = null, ...form }: Typed<FiguresForm> & Stale & { books?: string | null },
  ) {
    const t = c.get('t')
    const common = await steps.common(c, record)
    const comparisons = await findComparisonsOf(dependencies, c, record.act, today())
    const ofBooks = figuresOfBooks({ record, ledger, comparisons, chosen: books, t })
    const model = actFiguresPageModel({ ...common, ledger, form, ofBooks })
    return respond(c, {
      status: statusOf(form),
      title: pageTitle(model.title, common.name),
      sheet: 'acts',
      page: <ActFiguresPage model={model} t={t} />,
    })
  }

  async function respondObjection(
    c: WebContext,
    record: ActRecord,
    about: ObjectedLine,
    form: Typed<ObjectionForm> & Stale,
    compared: ActObjectionView['compared'] = null,
  ) {
    const t = c.get('t')
    const common = await steps.common(c, record)
    const model = actObjectionPageModel({ ...common, about, form, compared })
    return respond(c, {
      status: statusOf(form),
      title: pageTitle(t.acts.objectionTitle, common.name),
      sheet: 'acts',
      page: <ActObjectionPage model={model} t={t} />,
    })
  }

  async function respondCancel(c: WebContext, record: ActRecord, form: Typed<CancelForm> & Stale) {
    const t = c.get('t')
    const common = await steps.common(c, record)
    const model = actCancelPageModel({ ...common, form })
    return respond(c, {
      status: statusOf(form),
      title: pageTitle(t.acts.cancelTitle, common.name),
      sheet: 'acts',
      page: <ActCancelPage model={model} t={t} />,
    })
  }

  return routes
}
