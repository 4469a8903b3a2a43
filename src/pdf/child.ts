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

export type PdfAnswer = ({ readonly pdf: Uint8Array } | { readonly problem: string }) & {
  /** The memory of the process before the order, in bytes: what the documents before it have left. */
  readonly leftover_bytes: number
}

const TEMPLATE = createRequire(import.meta.url).resolve('#static/pdf/document.typ')
const PDF_STANDARD = 'ua-1'

// The compiler reads no file outside of its workspace.
const compiler = NodeCompiler.create({ workspace: dirname(TEMPLATE) })

function answer({ document, issue, createdAt_s }: PdfOrder): PdfAnswer {
  const leftover_bytes = process.memoryUsage.rss()
  try {
    const { result, problem } = compile(templateData(JSON.parse(document) as PdfDocument, issue))
    if (result === null) return { problem, leftover_bytes }
    const pdf = compiler.pdf(result, { pdfStandard: PDF_STANDARD, creationTimestamp: createdAt_s })
    return { pdf, leftover_bytes }
  } catch (error) {
    return { problem: String(error), leftover_bytes }
  }
}

function compile(document: string) {
  const compiled = compiler.compile({ mainFilePath: TEMPLATE, inputs: { document } })
  const { result } = compiled
  if (result !== null) return { result, problem: '' }
  const error = compiled.takeDiagnostics()
  return { result, problem: error === null ? 'no diagnosis' : JSON.stringify(compiler.fetchDiagnostics(error)) }
}

// Clearing the cache takes a tenth of the time of a document, which goes first.
process.on('message', (order: PdfOrder) => process.send!(answer(order), () => compiler.evictCache(0)))
process.on('disconnect', () => process.exit())
// A terminal sends its signals to the whole group; the server decides when its children end.
process.on('SIGINT', () => {})
