import type { LedgerFigures } from '../../domain/act/act.ts'
import { type Act, isOver, progressOf } from '../../domain/act/act.ts'
import type { ActRecord } from '../../domain/act/compared.ts'
import { ACT_LINES } from '../../domain/act/lines.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { Period } from '../../domain/period.ts'
import type { Voen } from '../../domain/voen.ts'
import type { PaperStore, ReadAccess } from '../../store/engine/access.ts'
import { findActSteps, findStepsOfActs } from '../../store/papers/act-steps.ts'
import { findAct, findActsBefore } from '../../store/papers/acts.ts'
import { readBooked } from './draw-up-act.ts'

export interface ActsPage {
  /** The last one first, at most ACTS_PAGE_SIZE. */
  readonly acts: readonly ActRecord[]
  /** The next page has the acts before this number; null on the last page. */
  readonly next: number | null
}

export const ACTS_PAGE_SIZE = 25

/** @param before from the last act when null */
export function listActs(papers: PaperStore, voen: Voen, before: number | null): Promise<ActsPage> {
  return papers.read(voen, async tx => {
    const range = { voen, before: before ?? Number.MAX_SAFE_INTEGER, limit: ACTS_PAGE_SIZE + 1 }
    const found = await findActsBefore(tx, range)
    const acts = found.slice(0, ACTS_PAGE_SIZE)
    const steps = await findStepsOfActs(
      tx,
      voen,
      acts.map(({ number }) => number),
    )
    const ofEach = Map.groupBy(steps, ({ act }) => act)
    return {
      acts: acts.map(act => ({ act, progress: progressOf(ofEach.get(act.number) ?? []) })),
      next: found.length > ACTS_PAGE_SIZE ? acts.at(-1)!.number : null,
    }
  })
}

/** The newest act of a period that is not over, among the newest acts; null without one. */
export async function findOpenAct(papers: PaperStore, voen: Voen, { from, to }: Period): Promise<ActRecord | null> {
  const { acts } = await listActs(papers, voen, null)
  const isOpen = ({ act: { period }, progress }: ActRecord) =>
    period.from === from && period.to === to && !isOver(progress.state)
  return acts.find(isOpen) ?? null
}

/** @returns null when the account has no such act */
export function readAct(
  papers: PaperStore,
  { voen, number }: { voen: Voen; number: number },
): Promise<ActRecord | null> {
  return papers.read(voen, async tx => {
    const act = await findAct(tx, { voen, number })
    return act ? { act, progress: progressOf(await findActSteps(tx, { voen, act: number })) } : null
  })
}

/** The ledgers of an act in whose period something was booked after it was drawn up. The act keeps its figures. */
export async function findChangedLedgers(reader: ReadAccess, { voen, period, ledgers }: Act): Promise<Ledger[]> {
  const booked = await reader.snapshot(voen, tx => readBooked(tx, voen, period))
  const now = new Map(booked?.ledgers.map(({ ledger, figures }) => [ledger, figures]))
  const isChanged = ({ ledger, figures }: LedgerFigures) =>
    ACT_LINES.some(line => now.get(ledger)?.[line] !== figures[line])
  return ledgers.filter(isChanged).map(({ ledger }) => ledger)
}
