/** Declarations of an account, and the directory that maps numbers to accounts. */

import type { Declaration, DeclarationNumber } from '../../domain/declaration.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { DeclarationTable } from '../engine/schema.ts'

export const insertDirectoryEntries = prepareInsert('declaration_directory', ['declaration', 'voen'])

/** Those that both stores have. */
export const DECLARATION_COLUMNS = ['voen', 'declaration', 'document', 'declarant', 'cancelled'] as const

const save = prepareInsert('declaration', DECLARATION_COLUMNS, {
  key: ['voen', 'declaration'],
  replace: ['cancelled'],
})

export async function saveDeclarations(trx: WriteTransaction, declarations: readonly Declaration[]): Promise<void> {
  await save(
    trx,
    declarations.map(({ number: declaration, cancelled, ...rest }) => ({
      ...rest,
      declaration,
      cancelled: Number(cancelled),
    })),
  )
}

const selectOwners = prepareLookup<{ declaration: DeclarationNumber; voen: Voen }, DeclarationNumber>((db, numbers) =>
  db.selectFrom('declaration_directory').select(['declaration', 'voen']).where('declaration', 'in', numbers),
)

/** @returns the accounts of the given numbers that were assessed */
export async function findOwners(
  trx: WriteTransaction,
  numbers: readonly DeclarationNumber[],
): Promise<Map<DeclarationNumber, Voen>> {
  return new Map((await selectOwners(trx, numbers)).map(({ declaration, voen }) => [declaration, voen]))
}

const selectOwner = prepare<{ number: DeclarationNumber }, { voen: Voen }>((db, { number }) =>
  db.selectFrom('declaration_directory').select('voen').where('declaration', '=', number),
)

/** @returns undefined when no such number was assessed */
export async function findOwner(tx: Reader, number: DeclarationNumber): Promise<Voen | undefined> {
  const [row] = await selectOwner(tx, { number })
  return row?.voen
}

const selectByNumber = prepareLookup<DeclarationTable, DeclarationNumber>((db, numbers) =>
  db
    .with('known', known =>
      known.selectFrom('declaration_directory').select(['voen', 'declaration']).where('declaration', 'in', numbers),
    )
    .selectFrom('known')
    .innerJoin('declaration', join =>
      join.onRef('declaration.voen', '=', 'known.voen').onRef('declaration.declaration', '=', 'known.declaration'),
    )
    .select(DECLARATION_COLUMNS.map(column => `declaration.${column}` as const)),
)

/** Finds declarations of any account. With Citus the directory is distributed separately, so it is queried first. */
export async function findDeclarations(
  trx: WriteTransaction,
  numbers: readonly DeclarationNumber[],
): Promise<Map<DeclarationNumber, Declaration>> {
  const rows = await selectByNumber(trx, numbers)
  return new Map(rows.map(row => [row.declaration, toDeclaration(row)]))
}

const selectOfAccount = prepare<{ voen: Voen; number: DeclarationNumber }, DeclarationTable>((db, { voen, number }) =>
  db.selectFrom('declaration').select(DECLARATION_COLUMNS).where('voen', '=', voen).where('declaration', '=', number),
)

export async function findDeclaration(
  db: Reader,
  voen: Voen,
  number: DeclarationNumber,
): Promise<Declaration | undefined> {
  const [row] = await selectOfAccount(db, { voen, number })
  return row && toDeclaration(row)
}

const selectKnown = prepareLookup<{ declaration: DeclarationNumber }, DeclarationNumber, { voen: Voen }>(
  (db, numbers, { voen }) =>
    db.selectFrom('declaration').select('declaration').where('voen', '=', voen).where('declaration', 'in', numbers),
)

/** @returns the given numbers that belong to the account */
export async function findKnownNumbers(
  db: Reader,
  voen: Voen,
  numbers: readonly DeclarationNumber[],
): Promise<Set<DeclarationNumber>> {
  return new Set((await selectKnown(db, numbers, { voen })).map(({ declaration }) => declaration))
}

const selectFiled = prepareLookup<{ declaration: DeclarationNumber }, DeclarationNumber, { voen: Voen }>(
  (db, numbers, { voen }) =>
    db
      .selectFrom('declaration')
      .select('declaration')
      .where('voen', '=', voen)
      .where('declarant', 'is not', null)
      .where('declaration', 'in', numbers),
)

/** @returns the given numbers of the account that a broker filed */
export async function findNumbersFiledByBrokers(
  tx: Reader,
  voen: Voen,
  numbers: readonly DeclarationNumber[],
): Promise<DeclarationNumber[]> {
  return (await selectFiled(tx, numbers, { voen })).map(({ declaration }) => declaration)
}

/** A range of an account's documents; both bounds are exclusive. */
export interface DocumentRange {
  readonly voen: Voen
  /** Only declarations filed by this broker; null for all. */
  readonly declarant: Voen | null
  readonly after: number
  readonly before: number
}

type Slots = { voen: Voen; declarant: Voen | ''; after: number; before: number; limit: number }

const selectInRange = (filed: boolean, order: 'asc' | 'desc') =>
  prepare<Slots, DeclarationTable>((db, { voen, declarant, after, before, limit }) =>
    db
      .selectFrom('declaration')
      .select(DECLARATION_COLUMNS)
      .where('voen', '=', voen)
      .$if(filed, declarations => declarations.where('declarant', '=', declarant as Voen))
      .where('document', '>', after)
      .where('document', '<', before)
      .orderBy('document', order)
      .limit(limit),
  )

const inRange = {
  ofAnyone: { asc: selectInRange(false, 'asc'), desc: selectInRange(false, 'desc') },
  filed: { asc: selectInRange(true, 'asc'), desc: selectInRange(true, 'desc') },
}

/** @returns declarations in document order, from the start of the range (`asc`) or its end (`desc`) */
export async function findDeclarationsInRange(
  tx: Reader,
  { declarant, ...range }: DocumentRange,
  order: 'asc' | 'desc',
  limit: number,
): Promise<Declaration[]> {
  const select = inRange[declarant === null ? 'ofAnyone' : 'filed'][order]
  return (await select(tx, { ...range, declarant: declarant ?? '', limit })).map(toDeclaration)
}

export function toDeclaration({ declaration: number, cancelled, ...row }: DeclarationTable): Declaration {
  return { ...row, number, cancelled: cancelled === 1 }
}
