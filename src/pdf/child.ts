/** The other end of `renderer.ts`: makes documents in a process of its own, one after another, until it is disconnected. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { PdfDocument, PdfIssue } from './document.ts'
import { templateData } from './template-data.ts'

export interface PdfOrder {
  /** A document as JSON, which is cheaper to send than its parts. */
  readonly document: string
  readonly issue: PdfIssue | null
  readonly createdAt_s: number
}

/** What became of an order. `rss` is the memory of the process after it, in bytes. */
export type PdfAnswer =
  | { readonly pdf: Uint8Array; readonly rss: number }
  | { readonly problem: string; readonly rss: number }

const TEMPLATE = createRequire(import.meta.url).resolve('#static/pdf/document.typ')
const PDF_STANDARD = 'ua-1'

// The compiler reads no file outside of its workspace.
const compiler = NodeCompiler.create({ workspace: dirname(TEMPLATE) })

function answer({ document, issue, createdAt_s }: PdfOrder): PdfAnswer {
  try {
    const { result, ...diagnosed } = compile(templateData(JSON.parse(document) as PdfDocument, issue))
    if (result === null) return { problem: diagnosed.problem, rss: process.memoryUsage.rss() }
    const pdf = compiler.pdf(result, { pdfStandard: PDF_STANDARD, creationTimestamp: createdAt_s })
    return { pdf, rss: process.memoryUsage.rss() }
  } catch (error) {
    return { problem: String(error), rss: process.memoryUsage.rss() }
  } finally {
    compiler.evictCache(0)
  }
}

function compile(document: string) {
  const compiled = compiler.compile({ mainFilePath: TEMPLATE, inputs: { document } })
  const { result } = compiled
  if (result !== null) return { result, problem: '' }
  const error = compiled.takeDiagnostics()
  return { result, problem: error === null ? 'no diagnosis' : JSON.stringify(compiler.fetchDiagnostics(error)) }
}

process.on('message', (order: PdfOrder) => process.send!(answer(order)))
process.on('disconnect', () => process.exit())
// A terminal sends its signals to the whole group; the server decides when its children end.
process.on('SIGINT', () => {})
