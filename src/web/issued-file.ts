import type { IssuedDocument } from '../domain/issued-document.ts'
import { catalogueOf, type Language } from '../i18n/index.ts'
import type { MakeFile } from '../services/papers/issue-document.ts'
import type { Dependencies } from './context.ts'
import { issuedPdf, pdfIssue } from './models/issued-pdf.ts'
import { readExtractRows } from './read-extract.ts'

type FileMakers = Pick<Dependencies, 'renderPdf' | 'config' | 'sealer'>

interface FileMaking {
  /** Whose turns and places it takes. */
  readonly owner: string
  /** Takes the order back. */
  readonly signal?: AbortSignal
  /** Nobody's request waits for the file. */
  readonly isLong?: boolean
  /** Hears how many more rows have been read. */
  readonly onRows?: (count: number) => void
}

/**
 * Makes the PDF files of issued documents.
 *
 * Every PDF has a number. A draft without one would look the same, could say anything, and nobody could check it; and a
 * user would have to know the difference between two buttons. The same request on the same books finds its number again,
 * so that a user who presses the button often does not fill the list of documents.
 */
export function fileMaker(dependencies: FileMakers, { owner, signal, isLong, onRows }: FileMaking): MakeFile {
  const { renderPdf, sealer } = dependencies
  return async document => {
    const t = catalogueOf(document.terms.language as Language)
    const { content, issuedAt } = document
    const rows = content.kind === 'extract' ? await readExtractRows(content.extract, owner, t, onRows) : new Map()
    const issue = pdfIssue(document, t)
    const pdf = await renderPdf(issuedPdf(document, rows, t), {
      ...{ owner, createdAt: issuedAt, issue },
      ...(signal && { signal }),
      ...(isLong && { isLong }),
    })
    return { format: formatOf(dependencies), bytes: sealer ? await sealer.seal(pdf, issuedAt) : pdf }
  }
}

/** True when this version of the program made the file with the same seal, and so makes the same one again. */
export function makesSameFile({ file }: IssuedDocument, dependencies: FileMakers): boolean {
  return file.format === formatOf(dependencies)
}

/** Files of so many bytes have about 2,000 rows: making one again is work that nobody's request waits for. */
const LONG_BYTES = 3_400_000

export function isLongFile({ file }: IssuedDocument): boolean {
  return file.bytes > LONG_BYTES
}

/** The version of the program that made the file. */
export function versionOf({ file }: IssuedDocument): string {
  return file.format.split(' ')[1]!
}

function formatOf({ config: { version }, sealer }: FileMakers): string {
  return sealer ? `pdf ${version} ${sealer.id}` : `pdf ${version}`
}
