import { extractText, getDocumentProxy } from 'unpdf'
import type { PdfDocument, PdfPart, PdfRow } from '../../src/pdf/document.ts'

/** Limits that a busy machine does not reach. */
export const PATIENT = { document_ms: 100_000, waiting_ms: 100_000 }

/** A document of one section. */
export function documentOf(...parts: readonly PdfPart[]): PdfDocument {
  return {
    lang: 'az',
    title: 'Şəxsi hesab vərəqəsindən çıxarış',
    issuer: 'Vərəqə',
    running: 'Nümunə Ticarət MMC',
    facts: [{ label: 'VÖEN', value: '1400057421' }],
    notices: [],
    sections: [{ heading: 'ƏDV üzrə vərəqə', parts }],
    pageOfPages: 'Səhifə {page} / {pages}',
  }
}

/** A table of a date, a text and an amount. */
export function tableOf(...rows: readonly PdfRow[]): PdfPart {
  return {
    kind: 'table',
    caption: null,
    columns: [
      { label: 'Tarix', kind: 'date' },
      { label: 'Ad', kind: 'text' },
      { label: 'Məbləğ', kind: 'amount' },
    ],
    rows,
  }
}

export const rows = (count: number): PdfRow[] =>
  Array.from({ length: count }, (_, index) => ['01.03.2026', `Hesablama ${index}`, '1.234,50'])

/** The text of all pages without white space: a reader may put any between two cells. */
export async function lettersOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(pdf.slice()), { mergePages: true })
  return letters(text)
}

/** The text of an attached file. */
export async function attachmentOf(pdf: Uint8Array, name: string): Promise<string> {
  const content = await (await getDocumentProxy(pdf.slice())).getAttachmentContent(name)
  return new TextDecoder().decode(content!)
}

export const letters = (text: string) => text.replace(/[\s\u00A0]/g, '')

interface StructureNode {
  readonly role?: string
  readonly children?: readonly StructureNode[]
}

/** The roles in the structure tree of a page, in the order of reading. */
export async function rolesOf(pdf: Uint8Array, page: number): Promise<string[]> {
  const proxy = await getDocumentProxy(pdf.slice())
  const walk = ({ role, children = [] }: StructureNode): string[] => [
    ...(role ? [role] : []),
    ...children.flatMap(walk),
  ]
  return walk((await (await proxy.getPage(page)).getStructTree()) as StructureNode)
}
