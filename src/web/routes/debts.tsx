import { Hono } from 'hono'
import { ChosenDebtsPage } from '../../../views/chosen-debts-page.tsx'
import { DebtsFragment, DebtsLiveUpdate, DebtsPage } from '../../../views/debts-page.tsx'
import { InterestFragment, InterestPage } from '../../../views/interest-page.tsx'
import { type PlainDate, todayInBaku } from '../../domain/dates.ts'
import { interestTerms } from '../../domain/interest.ts'
import type { Voen } from '../../domain/voen.ts'
import { tableFile } from '../../export/file.ts'
import { interestFacts, interestFileName, interestTable } from '../../export/interest-table.ts'
import { openDebtsFacts, openDebtsFileName, openDebtsTable } from '../../export/open-debts-table.ts'
import { readAccount } from '../../services/statement/accounts.ts'
import { readAdvanceOutlook } from '../../services/statement/advance-forecast.ts'
import { readChosenDebts } from '../../services/statement/chosen-debts.ts'
import { readChargeInterest, readInterestSheet, type SheetPlace } from '../../services/statement/interest-sheet.ts'
import { openInterestWalk } from '../../services/statement/interest-walk.ts'
import { openDebtsWalk, readOpenDebts } from '../../services/statement/open-debts.ts'
import { readBookings } from '../../services/statement/versions.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { fileContext, sendDownload } from '../http/download.ts'
import { hasNoLiveUpdate } from '../live-update.ts'
import { chosenDebtsPageModel } from '../models/chosen-debts-page.ts'
import { debtsPageModel, debtsPosition } from '../models/debts-page.ts'
import { interestPageModel } from '../models/interest-page.ts'
import { pageTitle } from '../page-title.ts'
import {
  type ChargeName,
  DebtsQuery,
  debtsCursorQuery,
  parseChargeName,
  parseDebtsCursor,
} from '../queries/debts-query.ts'
import { parseFileFormat } from '../queries/file-format.ts'
import { InterestQuery, parseSheetPlace, sheetPlaceQuery } from '../queries/interest-query.ts'
import { ListQuery, PAGE_SIZES } from '../queries/list-query.ts'
import { redirect, respond, respondNoLiveUpdate } from '../respond.tsx'
import { debtsUrl, interestUrl, joinQuery } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

/** Debts are chosen on one page. */
const MAX_CHOSEN = PAGE_SIZES.at(-1)!

export function debtRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, exporter, clock, config } = dependencies
  const terms = config.lateInterest ? interestTerms(config.lateInterest) : null
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/debts', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const now = clock()
    const today = todayInBaku(now)
    const query = DebtsQuery.parse(field => c.req.query(field), today)
    const list = ListQuery.parse(c.req.query('size'))
    const cursor = parseDebtsCursor(c.req.query('before'), c.req.query('after'))
    if (cursor === undefined) return notFound(c, 'noPage', voen)
    if (await hasNoLiveUpdate(c, () => readBookings(reader, voen))) return respondNoLiveUpdate(c)
    const { on, filter, order, problems } = query
    const isValid = list.isValid && problems.length === 0
    const { size } = list
    const page = isValid ? await readOpenDebts(exporter, { voen, on, today, filter, order, cursor, size, terms }) : null
    const name = page?.name ?? (await readAccount(exporter, voen))?.name
    if (name === undefined) return notFound(c, 'noAccount')

    const position = cursor === null ? '' : debtsCursorQuery(cursor)
    const outlook = page && on === null ? await readAdvanceOutlook(reader, voen, today) : null
    const view = { viewer: viewerOf(c), name, query, list, page, outlook, position, now, today, config, t }
    const model = debtsPageModel(view)
    return respond(c, {
      status: isValid ? 200 : 422,
      title: pageTitle(t.debts.title, query.on ? t.format.date(query.on) : debtsPosition(view), name),
      sheet: 'debts',
      page: <DebtsPage model={model} t={t} />,
      fragment: <DebtsFragment model={model} t={t} />,
      liveUpdate: <DebtsLiveUpdate model={model} at={t.format.time(now)} t={t} />,
      url: debtsUrl(voen, joinQuery(query.query, list.query, position)),
    })
  })

  routes.get('/accounts/:voen/debts/export', requireAccess(dependencies, 'balances', 'exports'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const context = fileContext(dependencies, c)
    const today = todayInBaku(context.now)
    const format = parseFileFormat(c.req.query('dialect'), t)
    if (format === null) return notFound(c, 'noPage', voen)
    const query = DebtsQuery.parse(field => c.req.query(field), today)
    // The page with the same query shows its problems.
    if (query.problems.length > 0) return redirect(c, debtsUrl(voen, query.query))
    const { on, filter } = query
    const debts = await openDebtsWalk(exporter, { voen, on, today, filter, terms })
    if (!debts) return notFound(c, 'noAccount')
    const day = on ?? today
    const facts = openDebtsFacts({ name: debts.name, voen }, { day, filter }, context)
    const table = openDebtsTable({ batches: debts.walk(), facts, day, withInterest: terms !== null, t })
    return sendDownload(dependencies, c, {
      fileName: openDebtsFileName(voen, day, t),
      format,
      pieces: tableFile(table, debts.name, format, context),
      content: 'debts',
      filter: query.query,
    })
  })

  routes.get('/accounts/:voen/debts/chosen', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const account = await readAccount(exporter, voen)
    if (!account) return notFound(c, 'noAccount')
    const places = parseChosen(c.req.queries('charge') ?? [])
    const chosen = typeof places === 'string' ? null : await readChosenDebts(exporter, voen, places)
    const problem =
      typeof places !== 'string'
        ? null
        : places === 'tooMany'
          ? t.debts.chosen.tooMany(MAX_CHOSEN)
          : t.debts.chosen[places]
    const model = chosenDebtsPageModel({
      viewer: viewerOf(c),
      name: account.name,
      chosen,
      problem,
      hop: config.hop,
      t,
    })
    return respond(c, {
      status: problem === null ? 200 : 422,
      title: pageTitle(t.debts.chosen.title, null, account.name),
      sheet: 'debts',
      page: <ChosenDebtsPage model={model} t={t} />,
    })
  })

  routes.get('/accounts/:voen/debts/interest', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const today = todayInBaku(clock())
    const query = InterestQuery.parse(field => c.req.query(field), today)
    const after = parseSheetPlace(c.req.query('after'))
    if (query === null || after === undefined) return notFound(c, 'noPage', voen)
    const account = await readAccount(exporter, voen)
    if (!account) return notFound(c, 'noAccount')

    const sheet = await readSheet(voen, query, after, today)
    if (sheet === 'none') return notFound(c, 'noPage', voen)
    const view = { viewer: viewerOf(c), name: account.name, query, terms, sheet, after, today, t }
    const model = interestPageModel(view)
    return respond(c, {
      status: query.problem === null || terms === null ? 200 : 422,
      title: pageTitle(t.interest.title, query.to && t.format.date(query.to), account.name),
      sheet: 'debts',
      page: <InterestPage model={model} t={t} />,
      fragment: <InterestFragment model={model} t={t} />,
      url: interestUrl(voen, joinQuery(query.query, after ? sheetPlaceQuery(after) : '')),
    })
  })

  routes.get('/accounts/:voen/debts/interest/export', requireAccess(dependencies, 'balances', 'exports'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const context = fileContext(dependencies, c)
    const format = parseFileFormat(c.req.query('dialect'), t)
    const query = InterestQuery.parse(field => c.req.query(field), todayInBaku(context.now))
    if (format === null || query === null || terms === null) return notFound(c, 'noPage', voen)
    const { to, charge } = query
    // The page with the same query shows its problem.
    if (to === null) return redirect(c, interestUrl(voen, query.query))
    const interest = await openInterestWalk(exporter, { voen, to, terms, only: charge })
    if (!interest) return notFound(c, charge === null ? 'noAccount' : 'noPage', voen)
    const facts = interestFacts({ name: interest.name, voen }, to, context)
    return sendDownload(dependencies, c, {
      fileName: interestFileName(voen, to, t),
      format,
      pieces: tableFile(interestTable(interest.walk(), facts, t), interest.name, format, context),
      content: 'interest',
      filter: query.query,
    })
  })

  /** @returns null when nothing can be worked out, and `none` for a charge that the account does not have */
  async function readSheet(voen: Voen, { to, charge }: InterestQuery, after: SheetPlace | null, today: PlainDate) {
    if (to === null || terms === null) return null
    if (charge === null) return readInterestSheet(exporter, { voen, to, today, terms, after })
    const found = await readChargeInterest(exporter, { voen, to, terms, after }, charge)
    return found ? { ...found, ofOpen: null, charged: null } : 'none'
  }

  return routes
}

function parseChosen(texts: readonly string[]): readonly ChargeName[] | 'none' | 'wrong' | 'tooMany' {
  if (texts.length === 0) return 'none'
  if (texts.length > MAX_CHOSEN) return 'tooMany'
  const names = texts.flatMap(text => parseChargeName(text) ?? [])
  return names.length === texts.length ? names : 'wrong'
}
