import { Hono } from 'hono'
import { OwnBooksDeletePage } from '../../../views/own-books-delete-page.tsx'
import { OwnBooksMappingPage } from '../../../views/own-books-mapping-page.tsx'
import { OwnBooksPage } from '../../../views/own-books-page.tsx'
import { OwnBooksResultPage } from '../../../views/own-books-result-page.tsx'
import { addDays, todayInBaku } from '../../domain/dates.ts'
import { LEFTOVER_NAMES, OUTCOMES, PAIR_DIFFERENCES } from '../../domain/own-books/outcome.ts'
import { GATE_DAYS } from '../../domain/own-books/pair-up.ts'
import { tableFile } from '../../export/file.ts'
import { ownBooksFacts, ownBooksFileName, ownBooksTable } from '../../export/own-books-table.ts'
import { foldedHeadings, headingRowOf } from '../../own-books/headings.ts'
import { previewBeside } from '../../own-books/read-beside.ts'
import { RefusedFileError } from '../../own-books/refused.ts'
import { endComparison, isSilent } from '../../services/own-books/compare-upload.ts'
import { decideSuggestions } from '../../services/own-books/decide.ts'
import {
  type FirstRows,
  keepUpload,
  listOwnBooks,
  newUploadId,
  type OwnBooks,
  type OwnBooksKey,
  readFirstRows,
  rememberedMapping,
  removeOwnBooks,
} from '../../services/own-books/own-books.ts'
import { readLastRow } from '../../services/own-books/read-compared-books.ts'
import { readMatches, walkMatches } from '../../services/own-books/read-matches.ts'
import type { BooksResult } from '../../services/own-books/result.ts'
import { findBooks, makerOf } from '../compared-results.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { fileContext, sendDownload } from '../http/download.ts'
import { readForm } from '../http/form.ts'
import { readUploadedFile } from '../http/upload.ts'
import { firstChoice, headingsOf, ownBooksMappingModel, refusalText, widthOf } from '../models/own-books-mapping.ts'
import { ownBooksDeleteModel, ownBooksPageModel, ownBooksWorkingModel } from '../models/own-books-page.ts'
import {
  countOf,
  madeOf,
  ownBooksResultModel,
  partOf,
  type ResultFilter,
  rowsUrl,
  talliesOf,
} from '../models/own-books-result.ts'
import { startComparison } from '../own-books-job.ts'
import { pageTitle } from '../page-title.ts'
import { parseCursor, parseSeq } from '../queries/cursor.ts'
import { parseFileFormat } from '../queries/file-format.ts'
import { type OwnBooksForm, parseOwnBooksForm } from '../queries/own-books-form.ts'
import { redirect, respond } from '../respond.tsx'
import { ownBooksUrl } from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'
import { respondWorking } from '../working.tsx'

const PATH = '/accounts/:voen/own-books'

/** Compares the account with the trader's own books: upload, columns, result. */
export function ownBooksRoutes(dependencies: Dependencies): Hono<Env> {
  const { papers, reader, clock } = dependencies
  const routes = new Hono<Env>()
  const today = () => todayInBaku(clock())
  const wholeAccount = requireAccess(dependencies, 'balances')

  routes.get(PATH, wholeAccount, c => respondList(c, null))

  routes.post(PATH, wholeAccount, async c => {
    const file = await readUploadedFile(c, 'file')
    if (typeof file === 'string') return respondList(c, file)
    const firstRows = await firstRowsOf(c, file.bytes)
    if (typeof firstRows === 'string') return respondList(c, firstRows)
    const { subject, name } = c.get('session')!.person
    const { name: fileName, bytes } = file
    const upload = { ...keyOf(c, newUploadId()), person: { subject, name }, fileName, bytes, firstRows }
    const isKept = await keepUpload(papers, upload, clock(), today())
    return isKept ? redirect(c, ownBooksUrl(upload.voen, upload.id)) : respondList(c, 'too-many-kept')
  })

  routes.get(`${PATH}/:id`, wholeAccount, async c => {
    const books = await booksOf(c)
    if (!books) return noBooks(c)
    if (books.state === 'working' && !isSilent(books.touchedAt, clock())) return respondProgress(c, books)
    const { result } = books.content
    if (result && c.req.query('change') === undefined) return respondResult(c, books, result)
    return respondMapping(c, books, null)
  })

  routes.post(`${PATH}/:id/compare`, wholeAccount, async c => {
    const books = await booksOf(c)
    if (!books) return noBooks(c)
    const key = keyOf(c, books.id)
    const firstRows = await readFirstRows(papers, key)
    const shown = { rows: firstRows.length, columns: widthOf(firstRows) }
    const form = parseOwnBooksForm(await readForm(c), shown, today())
    if (!form.order) return respondMapping(c, books, form)
    await startComparison(dependencies, c, { key, ...form.order })
    return redirect(c, ownBooksUrl(key.voen, books.id))
  })

  routes.post(`${PATH}/:id/stop`, wholeAccount, async c => {
    const books = await booksOf(c)
    if (!books) return noBooks(c)
    await endComparison(dependencies, keyOf(c, books.id), { run: null })
    return redirect(c, ownBooksUrl(c.get('account').voen, books.id))
  })

  routes.get(`${PATH}/:id/delete`, wholeAccount, async c => {
    const books = await booksOf(c)
    return books ? respondDeletion(c, books) : noBooks(c)
  })

  routes.post(`${PATH}/:id/delete`, wholeAccount, async c => {
    const books = await booksOf(c)
    // Deleted twice, it is deleted.
    if (books) await removeOwnBooks(papers, keyOf(c, books.id))
    return redirect(c, ownBooksUrl(c.get('account').voen))
  })

  routes.post(`${PATH}/:id/decide`, wholeAccount, async c => {
    const books = await booksOf(c)
    if (!books) return noBooks(c)
    const field = await readForm(c)
    const key = keyOf(c, books.id)
    const { result } = books.content
    if (result && field('made') !== '' && field('made') !== madeOf(books)) return respondResult(c, books, result, true)
    await decide(key, field('decision'))
    const place = /^[\w=&-]{0,200}$/.test(field('place')) ? field('place') : ''
    return redirect(c, rowsUrl(key.voen, books.id, place))
  })

  routes.get(`${PATH}/:id/export`, requireAccess(dependencies, 'balances', 'exports'), async c => {
    const books = await booksOf(c)
    const result = books?.content.result
    if (!books || !result) return noBooks(c)
    const t = c.get('t')
    const key = keyOf(c, books.id)
    const context = fileContext(dependencies, c)
    const format = parseFileFormat(c.req.query('dialect'), t)
    if (format === null) return notFound(c, 'noPage', key.voen)
    const name = await nameOf(c, dependencies)
    const matches = walkMatches(papers, key, { after: 0, upTo: countOf(result) })
    const table = ownBooksTable(matches, ownBooksFacts({ name, voen: key.voen }, result.period, context), t)
    return sendDownload(dependencies, c, {
      fileName: ownBooksFileName(key.voen, today(), t),
      format,
      pieces: tableFile(table, name, format, context),
      content: 'own-books',
      filter: '',
    })
  })

  function keyOf(c: WebContext, id: string): OwnBooksKey {
    return { ...makerOf(c), id }
  }

  function booksOf(c: WebContext): Promise<OwnBooks | null> {
    return findBooks(dependencies, c, c.req.param('id'), today())
  }

  async function decide(key: OwnBooksKey, decision: string): Promise<void> {
    if (decision === 'confirm-all') await decideSuggestions(papers, key, 'undecided', 'confirmed')
    if (decision === 'undo-all') await decideSuggestions(papers, key, 'confirmed', null)
    const [what, number = ''] = decision.split(' ')
    const seq = parseSeq(number)
    if (seq === null) return
    if (what === 'confirm') await decideSuggestions(papers, key, seq, 'confirmed')
    if (what === 'refuse') await decideSuggestions(papers, key, seq, 'refused')
    if (what === 'undo') await decideSuggestions(papers, key, seq, null)
  }

  async function respondList(c: WebContext, problem: string | null): Promise<Response> {
    const t = c.get('t')
    const files = await listOwnBooks(papers, makerOf(c), today())
    const name = await nameOf(c, dependencies)
    const message = problem === null ? null : refusalText(problem, t)
    return respond(c, {
      status: problem === null ? 200 : 422,
      title: pageTitle(t.ownBooks.title, name),
      sheet: 'ownBooks',
      page: <OwnBooksPage model={ownBooksPageModel({ name, viewer: viewerOf(c), files, problem: message, t })} t={t} />,
    })
  }

  async function respondProgress(c: WebContext, books: OwnBooks): Promise<Response> {
    const t = c.get('t')
    const name = await nameOf(c, dependencies)
    return respondWorking(c, ownBooksWorkingModel({ name, viewer: viewerOf(c), books, t }), name)
  }

  async function respondDeletion(c: WebContext, books: OwnBooks): Promise<Response> {
    const t = c.get('t')
    const name = await nameOf(c, dependencies)
    return respond(c, {
      status: 200,
      title: pageTitle(t.ownBooks.remove, name),
      page: <OwnBooksDeletePage model={ownBooksDeleteModel({ name, viewer: viewerOf(c), books, t })} t={t} />,
    })
  }

  async function respondMapping(c: WebContext, books: OwnBooks, sent: OwnBooksForm | null): Promise<Response> {
    const t = c.get('t')
    const key = keyOf(c, books.id)
    const firstRows = await readFirstRows(papers, key)
    const headings = foldedHeadings(headingsOf(firstRows, headingRowOf(firstRows)))
    const own = books.content.mapping ?? null
    const remembered = own ?? (await rememberedMapping(papers, key, headings))
    const form = sent ?? {
      typed: firstChoice(firstRows, remembered, books.content.asked ?? null, today(), t),
      problems: [],
    }
    const name = await nameOf(c, dependencies)
    const model = ownBooksMappingModel({
      name,
      viewer: viewerOf(c),
      books,
      firstRows,
      form,
      isRemembered: own === null && remembered !== null && sent === null,
      isSilent: books.state === 'working',
      t,
    })
    return respond(c, {
      status: form.problems.length === 0 ? 200 : 422,
      title: pageTitle(t.ownBooks.mapping, name),
      sheet: 'ownBooks',
      page: <OwnBooksMappingPage model={model} t={t} />,
    })
  }

  /** @param isOutdated whether a decision was about an earlier comparison */
  async function respondResult(
    c: WebContext,
    books: OwnBooks,
    result: BooksResult,
    isOutdated = false,
  ): Promise<Response> {
    const t = c.get('t')
    const { voen } = c.get('account')
    const filter = filterOf(c.req.query('outcome'), c.req.query('name'))
    const cursor = parseCursor(c.req.query('before'), c.req.query('after'))
    const tallies = filter && talliesOf(result, filter)
    if (!filter || !tallies || cursor === undefined) return notFound(c, 'noPage', voen)
    const part = tallies.length === 0 ? { after: 0, upTo: 0 } : partOf(tallies)
    const page = await readMatches(papers, keyOf(c, books.id), part, cursor)
    const name = await nameOf(c, dependencies)
    const place = new URL(c.req.url).search.slice(1)
    const last = await readLastRow(reader, voen, addDays(result.period.to, GATE_DAYS))
    const state = { isOutdated, isBookedSince: last > result.upTo }
    const view = { name, viewer: viewerOf(c), books, result, filter, page, place, ...state, t }
    return respond(c, {
      status: isOutdated ? 422 : 200,
      title: pageTitle(t.ownBooks.result, name),
      sheet: 'ownBooks',
      page: <OwnBooksResultPage model={ownBooksResultModel(view)} t={t} />,
    })
  }

  return routes
}

/** @returns the code of the refusal for a file that is not read */
async function firstRowsOf(c: WebContext, bytes: Uint8Array): Promise<FirstRows | string> {
  try {
    return (await previewBeside(bytes, c.req.raw.signal)).rows
  } catch (error) {
    if (error instanceof RefusedFileError) return error.code
    throw error
  }
}

/** @returns null when the parameters have no meaning */
function filterOf(outcome: string | undefined, name: string | undefined): ResultFilter | null {
  const known = OUTCOMES.find(each => each === outcome)
  const difference = [...PAIR_DIFFERENCES, ...LEFTOVER_NAMES].find(each => each === name)
  if ((outcome !== undefined && !known) || (name !== undefined && (!difference || !known))) return null
  return { outcome: known ?? null, name: difference ?? null }
}

function noBooks(c: WebContext): Response {
  return notFound(c, 'notFound', c.get('account').voen)
}
