import { Hono } from 'hono'
import { DeclarationFragment, DeclarationLiveUpdate, DeclarationPage } from '../../../views/declaration-page.tsx'
import { DeclarationsFragment, DeclarationsPage } from '../../../views/declarations-page.tsx'
import { onlyFiledBy } from '../../domain/account-access.ts'
import { todayInBaku } from '../../domain/dates.ts'
import { parseDeclarationNumber } from '../../domain/typed/declaration-numbers.ts'
import { declarationsFacts, declarationsFileName, declarationsTable } from '../../export/declarations-table.ts'
import { tableFile } from '../../export/file.ts'
import { readAccount } from '../../services/statement/accounts.ts'
import { listDeclarations, walkDeclarations } from '../../services/statement/list-declarations.ts'
import { readDeclaration } from '../../services/statement/read-declaration.ts'
import { listBrokers } from '../../services/statement/search-account.ts'
import { readDeclarationVersion } from '../../services/statement/versions.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { fileContext, sendDownload } from '../http/download.ts'
import { hasNoLiveUpdate } from '../live-update.ts'
import { declarationPageModel } from '../models/declaration-page.ts'
import { declarationsPageModel, declarationsPosition } from '../models/declarations-page.ts'
import { pageTitle } from '../page-title.ts'
import { cursorQuery, parseCursor, parseSeq } from '../queries/cursor.ts'
import { DeclarationsQuery } from '../queries/declarations-query.ts'
import { parseFileFormat } from '../queries/file-format.ts'
import { ListQuery } from '../queries/list-query.ts'
import { redirect, respond, respondNoLiveUpdate } from '../respond.tsx'
import { declarationsUrl, declarationUrl, joinQuery } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

/** A number contains slashes, so it takes the rest of the path. It has no small letters, so it is never `export`. */
export function declarationRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, exporter, clock, config } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get('/accounts/:voen/declarations', requireAccess(dependencies, 'declarations'), async c => {
    const t = c.get('t')
    const account = c.get('account')
    const list = ListQuery.parse(c.req.query('size'), c.req.query('sort'))
    const cursor = parseCursor(c.req.query('before'), c.req.query('after'))
    if (cursor === undefined) return notFound(c, 'noPage', account.voen)
    const filedBy = onlyFiledBy(account)
    const query = DeclarationsQuery.parse(field => c.req.query(field), today(), filedBy === null)
    const isValid = list.isValid && query.isValid
    const { selection } = query
    const asked = { declarant: filedBy ?? query.broker, selection, withTotals: isValid && query.isFiltered }
    const { size, ascending } = list
    // A filter may read a hundred thousand declarations.
    const source = asked.withTotals ? exporter : reader
    const page = await listDeclarations(source, account.voen, { ...asked, size, ascending, ...cursor })
    if (!page) return notFound(c, 'noAccount')
    const brokers = filedBy === null ? await listBrokers(reader, account.voen) : []

    const model = declarationsPageModel({
      viewer: viewerOf(c),
      page,
      cursor,
      brokers,
      query,
      list,
      t,
    })
    return respond(c, {
      status: isValid ? 200 : 422,
      title: pageTitle(t.declarations.title, isValid && declarationsPosition(page, list, t), page.name),
      sheet: 'lists',
      page: <DeclarationsPage model={model} t={t} />,
      fragment: <DeclarationsFragment model={model} t={t} />,
      url: declarationsUrl(account.voen, joinQuery(query.query, list.query, cursor ? cursorQuery(cursor) : '')),
    })
  })

  routes.get('/accounts/:voen/declarations/export', requireAccess(dependencies, 'declarations', 'exports'), async c => {
    const t = c.get('t')
    const account = c.get('account')
    const record = await readAccount(exporter, account.voen)
    if (!record) return notFound(c, 'noAccount')
    const format = parseFileFormat(c.req.query('dialect'), t)
    if (format === null) return notFound(c, 'noPage', account.voen)
    const filedBy = onlyFiledBy(account)
    const query = DeclarationsQuery.parse(field => c.req.query(field), today(), filedBy === null)
    if (!query.isValid) return redirect(c, declarationsUrl(account.voen, query.query))
    const declarant = filedBy ?? query.broker
    const batches = walkDeclarations(exporter, account.voen, declarant, query.selection)
    const context = fileContext(dependencies, c)
    const subject = { name: record.name, voen: account.voen }
    const facts = declarationsFacts(subject, { ...query.selection, declarant }, context)
    return sendDownload(dependencies, c, {
      fileName: declarationsFileName(account.voen, todayInBaku(context.now), t),
      format,
      pieces: tableFile(declarationsTable(batches, facts, t), record.name, format, context),
      content: 'declarations',
      filter: query.query,
    })
  })

  routes.get('/accounts/:voen/declarations/:number{.+}', requireAccess(dependencies, 'declarations'), async c => {
    const t = c.get('t')
    const account = c.get('account')
    const number = parseDeclarationNumber(c.req.param('number'))
    const start = c.req.query('after')
    const after = start === undefined ? null : parseSeq(start)
    if (start !== undefined && after === null) return notFound(c, 'noPage', account.voen)

    const filedBy = onlyFiledBy(account)
    const version = async () => number && readDeclarationVersion(reader, account.voen, number, filedBy)
    if (await hasNoLiveUpdate(c, version)) return respondNoLiveUpdate(c)
    const statement =
      number === null ? null : await readDeclaration(reader, { voen: account.voen, number, after, declarant: filedBy })
    if (!statement) return notFound(c, 'noDeclaration', account.voen)

    const model = declarationPageModel({ viewer: viewerOf(c), statement, after, hop: config.hop, t })
    const position = after === null ? null : t.declaration.position(`${statement.history[0]?.entry.seq ?? after}`)
    return respond(c, {
      status: 200,
      title: pageTitle(t.declaration.title(model.number), position, statement.name),
      sheet: 'trace',
      page: <DeclarationPage model={model} t={t} />,
      fragment: <DeclarationFragment model={model} t={t} />,
      liveUpdate: <DeclarationLiveUpdate model={model} at={t.format.time(clock())} t={t} />,
      url: declarationUrl(account.voen, model.number, after === null ? '' : `after=${after}`),
    })
  })

  return routes
}
