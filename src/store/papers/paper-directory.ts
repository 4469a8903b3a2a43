/** Whose paper a number is. A number is unguessable, and whoever knows it may check the paper. */
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { PaperDirectoryTable } from '../engine/schema.ts'

export const PAPER_DIRECTORY_COLUMNS = ['number', 'voen'] as const

/** Appends rows of another store. Those that are there already stay unchanged. */
export const copyPaperDirectoryRows = prepareInsert('paper_directory', PAPER_DIRECTORY_COLUMNS, { key: ['number'] })

const insertRows = prepareInsert('paper_directory', PAPER_DIRECTORY_COLUMNS)

/** Fails when the number is taken: two random numbers are never the same. */
export function insertPaperNumber(trx: WriteTransaction, row: PaperDirectoryTable): Promise<void> {
  return insertRows(trx, [row])
}

const selectByNumber = prepare<{ number: string }, Pick<PaperDirectoryTable, 'voen'>>((db, { number }) =>
  db.selectFrom('paper_directory').select('voen').where('number', '=', number),
)

/** @param tx of every account: who asks knows nothing but the number */
export async function findPaperOwner(tx: Reader, number: string): Promise<Voen | null> {
  const [row] = await selectByNumber(tx, { number })
  return row?.voen ?? null
}

const selectByNumbers = prepareLookup<PaperDirectoryTable, string>((db, numbers) =>
  db.selectFrom('paper_directory').selectAll().where('number', 'in', numbers),
)

/** @returns the accounts of the numbers that the directory has */
export async function findPaperOwners(tx: Reader, numbers: readonly string[]): Promise<Map<string, Voen>> {
  return new Map((await selectByNumbers(tx, numbers)).map(({ number, voen }) => [number, voen]))
}
