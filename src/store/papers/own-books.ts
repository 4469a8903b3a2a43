/** Comparisons with own books: the file, its results, and where files of such headings have what. */
import type { PlainDate } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { OwnBooksMappingTable, OwnBooksMatchTable, OwnBooksPieceTable, OwnBooksTable } from '../engine/schema.ts'

export type OwnBooksRow = OwnBooksTable
export type MatchRow = OwnBooksMatchTable
export type PieceRow = OwnBooksPieceTable

/** Of one maker: other people of the account do not see it. */
export interface OwnBooksKey {
  readonly voen: Voen
  readonly id: string
  readonly maker: Voen
}

type Id = Pick<OwnBooksKey, 'voen' | 'id'>

export const insertOwnBooks = prepareInsert('own_books', [
  'voen',
  'id',
  'maker',
  'subject',
  'name',
  'file_name',
  'file_bytes',
  'uploaded_at',
  'kept_until',
  'state',
  'run',
  'progress',
  'touched_at',
  'content',
])

export const insertPieces = prepareInsert('own_books_piece', ['voen', 'id', 'piece', 'content'])

/** Those that are there stay: a commit may have succeeded although its answer was lost. */
export const insertMatches = prepareInsert('own_books_match', ['voen', 'id', 'seq', 'decision', 'content'], {
  key: ['voen', 'id', 'seq'],
})

const selectOne = prepare<OwnBooksKey, OwnBooksRow>((db, { voen, id, maker }) =>
  db.selectFrom('own_books').selectAll().where('voen', '=', voen).where('id', '=', id).where('maker', '=', maker),
)

export async function findOwnBooks(tx: Reader | WriteTransaction, key: OwnBooksKey): Promise<OwnBooksRow | undefined> {
  const [row] = await selectOne(tx, key)
  return row
}

const lockOne = prepare<OwnBooksKey, OwnBooksRow>((db, { voen, id, maker }) =>
  db
    .selectFrom('own_books')
    .selectAll()
    .where('voen', '=', voen)
    .where('id', '=', id)
    .where('maker', '=', maker)
    .forUpdate(),
)

/** Finds a comparison and locks it until the transaction ends. */
export async function lockOwnBooks(trx: WriteTransaction, key: OwnBooksKey): Promise<OwnBooksRow | undefined> {
  const [row] = await lockOne(trx, key)
  return row
}

type Listed = { voen: Voen; maker: Voen; today: PlainDate; limit: number }

const selectOfMaker = prepare<Listed, OwnBooksRow>((db, { voen, maker, today, limit }) =>
  db
    .selectFrom('own_books')
    .selectAll()
    .where('voen', '=', voen)
    .where('maker', '=', maker)
    .where('kept_until', '>=', today)
    .orderBy('uploaded_at', 'desc')
    .orderBy('id')
    .limit(limit),
)

/** The comparisons of a maker that are still kept, newest first. */
export function findOwnBooksOfMaker(tx: Reader, listed: Listed): Promise<OwnBooksRow[]> {
  return selectOfMaker(tx, listed)
}

const selectEnded = prepare<{ today: PlainDate; limit: number }, { voen: Voen; id: string }>((db, { today, limit }) =>
  db.selectFrom('own_books').select(['voen', 'id']).where('kept_until', '<', today).orderBy('kept_until').limit(limit),
)

/** Comparisons of every account whose time has ended. */
export function findEndedOwnBooks(tx: Reader, today: PlainDate, limit: number): Promise<Id[]> {
  return selectEnded(tx, { today, limit })
}

const update = prepare<Id & Pick<OwnBooksRow, 'state' | 'run' | 'progress' | 'touched_at' | 'content'>>(
  (db, { voen, id, state, run, progress, touched_at, content }) =>
    db
      .updateTable('own_books')
      .set({ state, run, progress, touched_at, content })
      .where('voen', '=', voen)
      .where('id', '=', id),
)

export async function saveOwnBooks(trx: WriteTransaction, row: OwnBooksRow): Promise<void> {
  await update(trx, row)
}

const selectPiece = prepare<Id & { piece: number }, PieceRow>((db, { voen, id, piece }) =>
  db.selectFrom('own_books_piece').selectAll().where('voen', '=', voen).where('id', '=', id).where('piece', '=', piece),
)

export async function findPiece(tx: Reader, key: Id & { readonly piece: number }): Promise<Uint8Array | undefined> {
  const [row] = await selectPiece(tx, key)
  return row?.content
}

export interface MatchRange extends Id {
  /** Both bounds are exclusive. */
  readonly after: number
  readonly before: number
}

const selectMatches = (order: 'asc' | 'desc') =>
  prepare<MatchRange & { limit: number }, MatchRow>((db, { voen, id, after, before, limit }) =>
    db
      .selectFrom('own_books_match')
      .selectAll()
      .where('voen', '=', voen)
      .where('id', '=', id)
      .where('seq', '>', after)
      .where('seq', '<', before)
      .orderBy('seq', order)
      .limit(limit),
  )

const inOrder = { asc: selectMatches('asc'), desc: selectMatches('desc') }

export function findMatches(
  tx: Reader | WriteTransaction,
  range: MatchRange,
  order: 'asc' | 'desc',
  limit: number,
): Promise<MatchRow[]> {
  return inOrder[order](tx, { ...range, limit })
}

type Change = { from: string; decision: 'confirmed' | 'refused' | null }

const decide = (isDecided: boolean) =>
  prepare<MatchRange & Change, { seq: number }>((db, { voen, id, after, before, from, decision }) =>
    db
      .updateTable('own_books_match')
      .set({ decision })
      .where('voen', '=', voen)
      .where('id', '=', id)
      .where('seq', '>', after)
      .where('seq', '<', before)
      .$if(isDecided, matches => matches.where('decision', '=', from as 'confirmed'))
      .$if(!isDecided, matches => matches.where('decision', 'is', null))
      .returning('seq'),
  )

const changeDecided = decide(true)
const changeUndecided = decide(false)

/** Changes a decision within a range, where it was another one. @returns how many have changed */
export async function changeDecisions(
  trx: WriteTransaction,
  range: MatchRange,
  from: Change['decision'],
  decision: Change['decision'],
): Promise<number> {
  const change = from === null ? changeUndecided : changeDecided
  return (await change(trx, { ...range, from: from ?? '', decision })).length
}

/** Before every day on which anything is looked for. */
const ENDED = '1970-01-01'

const end = prepare<Id & Pick<OwnBooksRow, 'kept_until' | 'state' | 'run'>>(
  (db, { voen, id, kept_until, state, run }) =>
    db.updateTable('own_books').set({ kept_until, state, run }).where('voen', '=', voen).where('id', '=', id),
)

/** Ends the time of a comparison, and the run that makes it. */
export async function endOwnBooks(trx: WriteTransaction, key: Id): Promise<void> {
  await end(trx, { ...key, kept_until: ENDED, state: 'uploaded', run: '' })
}

const deleteOne = prepare<Id, { id: string }>((db, { voen, id }) =>
  db.deleteFrom('own_books').where('voen', '=', voen).where('id', '=', id).returning('id'),
)

export async function deleteOwnBooks(trx: WriteTransaction, key: Id): Promise<void> {
  await deleteOne(trx, key)
}

const deletePiecesUpTo = prepare<Id & { before: number }, { piece: number }>((db, { voen, id, before }) =>
  db
    .deleteFrom('own_books_piece')
    .where('voen', '=', voen)
    .where('id', '=', id)
    .where('piece', '<', before)
    .returning('piece'),
)

const deleteMatchesUpTo = prepare<Id & { before: number }, { seq: number }>((db, { voen, id, before }) =>
  db
    .deleteFrom('own_books_match')
    .where('voen', '=', voen)
    .where('id', '=', id)
    .where('seq', '<', before)
    .returning('seq'),
)

/** Deletes the first pieces or results. @returns how many there were */
export async function deleteParts(
  trx: WriteTransaction,
  of: 'piece' | 'match',
  key: Id & { readonly before: number },
): Promise<number> {
  return (await (of === 'piece' ? deletePiecesUpTo(trx, key) : deleteMatchesUpTo(trx, key))).length
}

export const saveMapping = prepareInsert('own_books_mapping', ['voen', 'maker', 'headings', 'content'], {
  key: ['voen', 'maker', 'headings'],
  replace: ['content'],
})

const selectMapping = prepare<Omit<OwnBooksMappingTable, 'content'>, OwnBooksMappingTable>(
  (db, { voen, maker, headings }) =>
    db
      .selectFrom('own_books_mapping')
      .selectAll()
      .where('voen', '=', voen)
      .where('maker', '=', maker)
      .where('headings', '=', headings),
)

/** @returns what was saved for files with such headings; undefined when nothing was */
export async function findMapping(tx: Reader, key: Omit<OwnBooksMappingTable, 'content'>): Promise<string | undefined> {
  const [row] = await selectMapping(tx, key)
  return row?.content
}
