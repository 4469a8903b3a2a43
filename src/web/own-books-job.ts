import { todayInBaku } from '../domain/dates.ts'
import { compareBeside } from '../own-books/read-beside.ts'
import { RefusedFileError } from '../own-books/refused.ts'
import {
  beginComparison,
  type CompareFile,
  type ComparisonOrder,
  compareUpload,
  endComparison,
} from '../services/own-books/compare-upload.ts'
import { readUpload } from '../services/own-books/own-books.ts'
import { ComparisonStoppedError } from '../services/own-books/run-keeper.ts'
import type { Dependencies, WebContext } from './context.ts'
import { logFailure } from './errors.tsx'
import { waitALittle } from './patience.ts'

/**
 * Compares a file beside the request that asks for it, and waits a little for a small one. A process that ends takes its
 * comparisons with it: the file stays, and the page offers to start anew.
 */
export async function startComparison(
  dependencies: Dependencies,
  c: WebContext,
  order: ComparisonOrder,
): Promise<void> {
  const run = await beginComparison(dependencies, order)
  if (run === null) return
  await waitALittle(work(dependencies, c, order, run))
}

async function work(dependencies: Dependencies, c: WebContext, order: ComparisonOrder, run: string): Promise<void> {
  const { papers, clock } = dependencies
  try {
    const bytes = await readUpload(papers, order.key)
    const compareFile: CompareFile = comparing => compareBeside({ bytes, ...comparing })
    await compareUpload(dependencies, order, run, compareFile, todayInBaku(clock()))
  } catch (error) {
    if (error instanceof ComparisonStoppedError) return
    const refusal = error instanceof RefusedFileError ? error.code : 'failed'
    if (refusal === 'failed') logFailure(dependencies, c, error)
    await endComparison(dependencies, order.key, { run, refusal }).catch(failure =>
      logFailure(dependencies, c, failure),
    )
  }
}
