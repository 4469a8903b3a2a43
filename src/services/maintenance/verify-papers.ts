import { nameOfDocument, type PaperHistory } from '../../domain/paper-history.ts'
import { type Database, EVERY_ACCOUNT, type Snapshot } from '../../store/engine/access.ts'
import type { Difference, Row } from '../../store/maintenance/compare.ts'
import { digestRecord } from '../../store/papers/digest-record.ts'
import { walkIssuedDocuments } from '../../store/papers/issued-documents.ts'
import { findPaperOwners } from '../../store/papers/paper-directory.ts'
import { compareNamed, onlyThose, toText, toTexts } from './compare-named.ts'

/** The documents of the store at one moment. */
export interface KeptPapers {
  /** By the names of the history. */
  readonly documents: ReadonlyMap<string, Row>
  /** A document to which its number does not lead. */
  readonly lost: Difference | null
}

export async function readPapers({ exporter }: Database): Promise<KeptPapers> {
  const snapshot: Snapshot = read => exporter.snapshot(EVERY_ACCOUNT, read)
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

interface Moments {
  /** Read before the audit log: each document must be in the log. */
  readonly before: KeptPapers
  /** Read after it: each document that is in the log must be there. */
  readonly after: KeptPapers
}

/** Compares the documents with their audit lines. On PostgreSQL no role sees both, so they are not read at one moment. */
export function comparePapers({ before, after }: Moments, history: PaperHistory): Difference | null {
  const lines = toTexts(history.documents)
  const compare = (kept: ReadonlyMap<string, Row>, audited: ReadonlyMap<string, Row>) =>
    compareNamed('issued_document', ['voen', 'content'], kept, audited)
  return (
    compare(before.documents, onlyThose(lines, before.documents)) ??
    compare(onlyThose(after.documents, lines), lines) ??
    after.lost
  )
}
