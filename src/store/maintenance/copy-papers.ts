/** Copies papers to another store, account by account as the product writes them. The event log cannot recompute them. */
import type { Voen } from '../../domain/voen.ts'
import type { PaperStore, Reader, WriteTransaction } from '../engine/access.ts'
import type {
  IssuedDocumentTable,
  PaperDirectoryTable,
  ReconciliationActTable,
  ReconciliationStepTable,
} from '../engine/schema.ts'
import { copyActStepRows, toStep } from '../papers/act-steps.ts'
import { copyActRows } from '../papers/acts.ts'
import { copyIssuedDocumentRows } from '../papers/issued-documents.ts'
import { noteObjections } from '../papers/open-objections.ts'
import { copyPaperDirectoryRows } from '../papers/paper-directory.ts'
import { PAPER_TABLES } from './compare.ts'
import { walkRows } from './walk-rows.ts'

type Row = Record<string, unknown> & { readonly voen: Voen }

const SAVE: Readonly<Record<string, (trx: WriteTransaction, rows: readonly Row[]) => Promise<void>>> = {
  issued_document: (trx, rows) => copyIssuedDocumentRows(trx, rows as unknown as IssuedDocumentTable[]),
  paper_directory: (trx, rows) => copyPaperDirectoryRows(trx, rows as unknown as PaperDirectoryTable[]),
  reconciliation_act: (trx, rows) => copyActRows(trx, rows as unknown as ReconciliationActTable[]),
  reconciliation_step: (trx, rows) => saveSteps(trx, rows as unknown as ReconciliationStepTable[]),
}

/** Steps come in their order, so the open objections are those that the last of them leaves. */
async function saveSteps(trx: WriteTransaction, rows: readonly ReconciliationStepTable[]): Promise<void> {
  await copyActStepRows(trx, rows)
  for (const row of rows) await noteObjections(trx, toStep(row))
}

/** Yields all papers of one snapshot of every account; each batch saves itself. */
export async function* walkPapers(tx: Reader): AsyncGenerator<{ save(papers: PaperStore): Promise<void> }> {
  for (const { table, key } of PAPER_TABLES) {
    for await (const batch of walkRows<Row>(tx, table, key))
      yield { save: papers => saveByAccount(papers, table, batch) }
  }
}

async function saveByAccount(papers: PaperStore, table: string, batch: readonly Row[]): Promise<void> {
  for (const [voen, rows] of Map.groupBy(batch, ({ voen }) => voen)) {
    await papers.write(voen, trx => SAVE[table]!(trx, rows))
  }
}
