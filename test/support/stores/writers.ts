/** Many concurrent writers to one store, and the checks of the store afterwards. */

import fc from 'fast-check'
import { expect } from 'vitest'
import type { DeclarationNumber } from '../../../src/domain/declaration.ts'
import type { Fund } from '../../../src/domain/fund.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import type { Outcome } from '../../../src/services/intake/event-processor.ts'
import { verify } from '../../../src/services/maintenance/verify.ts'
import { type Database, EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { walkHeldEvents } from '../../../src/store/intake/held-events.ts'
import { walkVoens } from '../../../src/store/ledger/accounts.ts'
import { walkAccountEntries } from '../../../src/store/ledger/entry-ranges.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  type EventObject,
  paidByNumber,
  paidToCode,
  paidToFund,
} from '../oracle/events.ts'
import { checkAccount } from '../oracle/invariants.ts'
import { all } from './service.ts'
import { NOW } from './store.ts'

export const WRITERS = 16

/** The groups of one writer. Each is delivered in a transaction of its own. */
export type Groups = readonly (readonly (EventObject | string)[])[]

export interface Answer {
  readonly line: EventObject | string
  readonly outcome: Outcome
}

/** Delivers concurrently, each writer over connections of its own. @returns the outcome of each line */
export async function deliverAtOnce(url: string, writers: readonly Groups[]): Promise<Answer[]> {
  const stores = await Promise.all(writers.map(() => openDatabase(url, { connections: 2 })))
  try {
    const answers = await Promise.all(writers.map((groups, index) => deliverInTurn(stores[index]!, groups)))
    return answers.flat()
  } finally {
    await Promise.all(stores.map(store => store.close()))
  }
}

async function deliverInTurn({ writer }: Database, groups: Groups): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const group of groups) {
    const lines = group.map(line => (typeof line === 'string' ? line : JSON.stringify(line)))
    const { outcomes } = await deliverEvents(writer, lines, NOW)
    answers.push(...outcomes.map((outcome, index) => ({ line: group[index]!, outcome })))
  }
  return answers
}

export function tally(answers: readonly Answer[]): Record<Outcome['became'], number> {
  const count = (became: Outcome['became']) => answers.filter(({ outcome }) => outcome.became === became).length
  return {
    applied: count('applied'),
    held: count('held'),
    duplicate: count('duplicate'),
    rejected: count('rejected'),
  }
}

const amount = fc.constantFrom('0.01', '1.00', '2.50', '10.00', '30.00', '100.00')
const charges = fc.dictionary(fc.constantFrom<Fund>('customs-duty', 'vat', 'fine', 'eservice-fee'), amount, {
  minKeys: 1,
  noNullPrototype: true,
})

/** Valid events of one writer on these accounts. Its declarations are its own, and assessed before they are named. */
function someEvents(name: string, voens: readonly Voen[], count: number, seed: number): EventObject[] {
  const steps = fc.array(fc.record({ kind: fc.nat(9), voen: fc.constantFrom(...voens), amount, charges }), {
    minLength: count,
    maxLength: count,
    size: 'max',
  })
  const declared: { number: string; voen: Voen }[] = []
  return fc.sample(steps, { seed, numRuns: 1 })[0]!.map(({ kind, voen, amount, charges }, index) => {
    const known = declared.at(-1)
    if (kind === 0) return paidToFund('vat', amount, { voen })
    if (kind <= 2) return paidToCode(kind === 1 ? '142330' : '802001', amount, { voen })
    if (kind === 3) return charged(`P-${name}-${index}`, charges, { voen })
    if (kind === 4 && known) return amended(known.number, charges, { voen: known.voen })
    if (kind === 5 && known) return paidByNumber(known.number, amount)
    if (kind === 6 && known) return cancelled(declared.pop()!.number, { voen: known.voen })
    declared.push({ number: `${name}/${index}`, voen })
    return assessed(`${name}/${index}`, charges, { voen })
  })
}

export function streamsOn(voens: readonly Voen[], count: number, seed: number): EventObject[][][] {
  return Array.from({ length: WRITERS }, (_, writer) => {
    const events = someEvents(`W${writer}`, voens, count, seed + writer)
    return inGroups(events, 1 + (writer % 4))
  })
}

export function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  return items.flatMap((_, index) => (index % size === 0 ? [items.slice(index, index + size)] : []))
}

/**
 * A replay of the log in its order gives every row, so the writes are serializable. The invariants of accounts
 * (src/domain/README.md, Posting rules) hold, and no event is held for a known key.
 */
export async function checkStore(store: Database): Promise<void> {
  expect(await verify(store)).toBeNull()
  for (const voen of await all(walkVoens(store.exporter))) {
    const rows = await all(walkAccountEntries(store.exporter, voen, Number.MAX_SAFE_INTEGER))
    const open = await openCharges(store, voen)
    checkAccount(rows, fund => open.get(fund) ?? 0)
  }
  expect(await heldForKnownKeys(store)).toEqual([])
}

async function openCharges(store: Database, voen: Voen): Promise<Map<Fund, number>> {
  const charges = await store.exporter.snapshot(voen, tx =>
    tx.selectFrom('charge').selectAll().where('voen', '=', voen).execute(),
  )
  const open = new Map<Fund, number>()
  for (const { fund, amount, reduced, settled } of charges) {
    open.set(fund, (open.get(fund) ?? 0) + amount - reduced - settled)
  }
  return open
}

/** Held events whose taxpayer or declaration is known. */
async function heldForKnownKeys(store: Database): Promise<string[]> {
  const held = await all(walkHeldEvents(store.reader))
  const known = await store.exporter.snapshot(EVERY_ACCOUNT, async tx => {
    const accounts = await tx.selectFrom('account').select('voen').execute()
    const declarations = await tx.selectFrom('declaration_directory').select('declaration').execute()
    return new Set([...accounts.map(row => row.voen), ...declarations.map(row => row.declaration)])
  })
  return held.filter(({ wait }) => known.has(wait.key as DeclarationNumber)).map(({ content }) => content)
}
