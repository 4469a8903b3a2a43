/** What a PDF document says: finished texts, in parts that every kind of document is made of. Dates and figures are text. */

export interface PdfDocument extends PdfBody {
  /** Of the texts that are not a sender's. */
  readonly lang: string
  readonly title: string
  /** Who made it: above the title. */
  readonly issuer: string
  /** Printed on each page above the text: whose document it is, and of what time. */
  readonly running: string
  readonly facts: readonly PdfFact[]
  /** The foot of each page. `{page}` and `{pages}` stand for its number and the number of pages. */
  readonly pageOfPages: string
}

/** What a document says below its head. */
export interface PdfBody {
  /** What a reader must know before the figures: that rows are selected, for example. */
  readonly notices: readonly string[]
  readonly sections: readonly PdfSection[]
}

export interface PdfFact {
  readonly label: string
  readonly value: string
}

export interface PdfSection {
  readonly heading: string | null
  readonly parts: readonly PdfPart[]
}

export type PdfPart =
  | { readonly kind: 'text' | 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly PdfFact[] }
  | { readonly kind: 'figures'; readonly figures: readonly PdfFigure[] }
  | ({ readonly kind: 'table' } & PdfTable)
  | { readonly kind: 'signatures'; readonly parties: readonly PdfParty[] }

/** A figure that stands for itself. */
export interface PdfFigure extends PdfFact {
  readonly note: string | null
}

export interface PdfTable {
  /** Above the table; null where the heading of its section says it. */
  readonly caption: string | null
  readonly columns: readonly PdfColumn[]
  readonly rows: readonly PdfRow[]
}

export interface PdfColumn {
  readonly label: string
  readonly kind: 'date' | 'text' | 'amount'
  /** The share of a text column in the width that dates and amounts leave. */
  readonly share?: number
}

/** A cell for each column; or a label that spans the columns which the cells leave, such as a balance or a group. */
export type PdfRow =
  | readonly string[]
  | { readonly label: string; readonly cells: readonly string[]; readonly tone: 'balance' | 'group' | 'total' }

/** Who signs, with a line to sign on for each of `lines`, such as a name or a date. */
export interface PdfParty {
  readonly label: string
  readonly lines: readonly string[]
}

/** What makes a document an issued one. */
export interface PdfIssue {
  /** With its label: `№ AB12-CD34`. */
  readonly number: string
  /** Where anybody can check the document. It is printed as text and as a QR code. */
  readonly verifyUrl: string
  /** Says what the address is for, and describes the QR code to those who do not see it. */
  readonly verifyHint: string
  /** A file within the document; null for none. */
  readonly attachment: PdfAttachment | null
}

export interface PdfAttachment {
  readonly name: string
  readonly description: string
  readonly json: string
}

/** The most rows of a document: about 240 pages. */
export const MAX_PDF_ROWS = 10_000

/** The number of rows in all tables. */
export function countRows({ sections }: PdfDocument): number {
  const tables = sections.flatMap(({ parts }) => parts.filter(part => part.kind === 'table'))
  return tables.reduce((sum, { rows }) => sum + rows.length, 0)
}
