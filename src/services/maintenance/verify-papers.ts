import { nameOfAct, nameOfDocument, nameOfStep, type PaperHistory } from '../../domain/paper-history.ts'
import { type Database, EVERY_ACCOUNT, type Snapshot } from '../../store/engine/access.ts'
import type { Difference, Row } from '../../store/maintenance/compare.ts'
import { walkKeptSteps } from '../../store/papers/act-steps.ts'
import { walkKeptActs } from '../../store/papers/acts.ts'
import { digestRecord } from '../../store/papers/digest-record.ts'
import { walkIssuedDocuments } from '../../store/papers/issued-documents.ts'
import { findPaperOwners } from '../../store/papers/paper-directory.ts'
import { compareNamed, onlyThose, toText, toTexts } from './compare-named.ts'
import { findMisplacedObjection } from './verify-open-objections.ts'

type Rows = ReadonlyMap<string, Row>

/** The papers of the store at one moment, by the names of the history. */
export interface KeptPapers {
  readonly documents: Rows
  readonly acts: Rows
  readonly steps: Rows
  /** A document to which its number does not lead. */
  readonly lost: Difference | null
  /** An objection that the list of the open ones has or lacks against the steps. */
  readonly misplaced: Difference | null
}

export async function readPapers({ exporter }: Database): Promise<KeptPapers> {
  const snapshot: Snapshot = read => exporter.snapshot(EVERY_ACCOUNT, read)
  return {
    ...(await readDocuments(snapshot)),
    acts: await readNamed(walkKeptActs(snapshot), nameOfAct),
    steps: await readNamed(walkKeptSteps(snapshot), nameOfStep),
    misplaced: await findMisplacedObjection(snapshot),
  }
}

async function readDocuments(snapshot: Snapshot): Promise<Pick<KeptPapers, 'documents' | 'lost'>> {
  const documents = new Map<string, Row>()
  let lost: Difference | null = null
  for await (const batch of walkIssuedDocuments(snapshot)) {
    const numbers = batch.map(({ number }) => number)
    const owners = await snapshot(tx => findPaperOwners(tx, numbers))
    for (const document of batch) {
      const { voen, number, contentDigest: content } = document
      const row = { voen, content, record: digestRecord(document) }
      documents.set(nameOfDocument(row), toText(row))
      const kept = owners.get(number) ?? null
      if (kept !== voen)
        lost ??= { table: 'paper_directory', row: `number ${number}`, column: 'voen', kept, recomputed: voen }
    }
  }
  return { documents, lost }
}

async function readNamed<Kept extends object>(
  batches: AsyncIterable<Kept[]>,
  nameOf: (kept: Kept) => string,
): Promise<Rows> {
  const rows = new Map<string, Row>()
  for await (const batch of batches) for (const kept of batch) rows.set(nameOf(kept), toText(kept))
  return rows
}

interface Moments {
  /** Read before the audit log: each paper must be in the log. */
  readonly before: KeptPapers
  /** Read after it: each paper that is in the log must be there. */
  readonly after: KeptPapers
}

const TABLES = [
  ['documents', 'issued_document', ['voen', 'content']],
  ['acts', 'reconciliation_act', ['voen', 'act']],
  ['steps', 'reconciliation_step', ['voen', 'act', 'step']],
] as const

/** Compares the papers with their audit lines. On PostgreSQL no role sees both, so they are not read at one moment. */
export function comparePapers({ before, after }: Moments, history: PaperHistory): Difference | null {
  for (const [papers, table, key] of TABLES) {
    const lines = toTexts<object>(history[papers])
    const difference =
      compareNamed(table, key, before[papers], onlyThose(lines, before[papers])) ??
      compareNamed(table, key, onlyThose(after[papers], lines), lines)
    if (difference) return difference
  }
  return after.lost ?? after.misplaced
}
