/** Issued documents as PDF documents, in the language in which they were issued, whoever reads them. */
import type { ExtractRowModel } from '../../../views/extract-page.tsx'
import type { Ledger } from '../../domain/fund.ts'
import type { HeadProof, IssuedDocument } from '../../domain/issued-document.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { PdfAttachment, PdfBody, PdfDocument, PdfIssue } from '../../pdf/document.ts'
import type { FinishedDocument } from '../../services/papers/issue-document.ts'
import { actPdf } from './act-pdf.ts'
import { debtsPdf } from './debts-pdf.ts'
import { declarationPdf } from './declaration-pdf.ts'
import { factsOf } from './document-facts.ts'
import { extractPdf } from './extract-pdf.ts'

/** @param rows the rows of an extract by ledger, as text; empty for other documents */
export function issuedPdf(
  document: FinishedDocument,
  rows: ReadonlyMap<Ledger, readonly ExtractRowModel[]>,
  t: Catalogue,
): PdfDocument {
  const { voen, number, terms, contentDigest } = document
  const title = t.documents.kinds[terms.about.kind]
  return {
    lang: t.lang,
    title,
    issuer: `${t.product}. ${t.footer}`,
    running: `${title}. ${t.extract.nameAndVoen(terms.company, voen)}. ${number}`,
    facts: [
      ...factsOf(document, t),
      { label: t.documents.proof, value: proofText(terms.proof, t) },
      { label: t.documents.contentDigest, value: contentDigest },
    ],
    ...bodyOf(document, rows, t),
    pageOfPages: t.pdf.pageOfPages,
  }
}

function bodyOf(
  { terms, content }: FinishedDocument,
  rows: ReadonlyMap<Ledger, readonly ExtractRowModel[]>,
  t: Catalogue,
): PdfBody {
  const { about, day: today } = terms
  if (content.kind === 'declaration') return declarationPdf(content, t)
  if (content.kind === 'open-debts') {
    return debtsPdf(content.debts, (about.kind === 'open-debts' && about.on) || today, t)
  }
  if (content.kind === 'act' && about.kind === 'act') return actPdf(content.ledgers, about, t)
  if (content.kind === 'act' || about.kind !== 'extract') throw new TypeError('the content is of another document')
  const { from, to, ledger: only } = about
  return extractPdf({ extract: { ...content.extract, from, to }, only, rows, conditions: about, today, t })
}

/** What makes it an issued one. */
export function pdfIssue({ number, terms }: FinishedDocument, t: Catalogue): PdfIssue {
  return {
    number: `№ ${number}`,
    verifyUrl: `${terms.verifyAt}/${number}`,
    verifyHint: t.documents.verifyHint,
    attachment: terms.proof && proofFile(terms.proof, t),
  }
}

const PROOF_FILE = 'head-proof.json'

/** As the command `head-proof` prints it. */
function proofFile({ leaf, index, size, path, root }: HeadProof, t: Catalogue): PdfAttachment {
  const [, voen, bookings, seal] = leaf.split(' ')
  const json = JSON.stringify({ voen, bookings: Number(bookings), seal, index, size, path, root })
  return { name: PROOF_FILE, description: t.documents.proof, json }
}

/** The document says where its proof is, or that there is none. */
function proofText(proof: HeadProof | null, t: Catalogue): string {
  return proof === null ? t.documents.noProof : `${t.format.instant(new Date(proof.time))}, ${PROOF_FILE}`
}

/** Users look for words of their language, a VÖEN, a time, and the number: `açıq-borclar-VÖEN-day-number`. */
export function issuedFileName({ voen, number, terms }: IssuedDocument, t: Catalogue): string {
  return [...nameParts(terms, voen, t), number].join('-')
}

function nameParts({ about, day }: IssuedDocument['terms'], voen: Voen, t: Catalogue): string[] {
  switch (about.kind) {
    case 'extract': {
      const { ledger, from, to } = about
      const of = ledger === null ? t.export.allLedgers : t.funds[ledger].toLocaleLowerCase(t.lang).replaceAll(' ', '-')
      return [t.export.fileName, voen, of, from, to]
    }
    case 'declaration':
      return [t.pdf.declarationFileName, voen, about.declaration.replaceAll('/', '-')]
    case 'open-debts':
      return [t.debts.fileName, voen, about.on ?? day]
    case 'act':
      return [t.acts.fileName, voen, `${about.act}`]
  }
}
