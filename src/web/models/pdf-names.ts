/** Names of files: users look for words of their language, a VÖEN and a date. */
import type { PlainDate } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { ExtractView } from './extract-page.ts'

/** `vərəqə-VÖEN-gömrük-rüsumu-from-to.pdf`. */
export function extractPdfName({ extract: { voen, from, to }, only, t }: ExtractView): string {
  const ledger = only === null ? t.export.allLedgers : t.funds[only].toLocaleLowerCase(t.lang).replaceAll(' ', '-')
  return `${t.export.fileName}-${voen}-${ledger}-${from}-${to}.pdf`
}

/** `açıq-borclar-VÖEN-date.pdf`. */
export function debtsPdfName(voen: Voen, day: PlainDate, t: Catalogue): string {
  return `${t.debts.fileName}-${voen}-${day}.pdf`
}

/** `bəyannamə-VÖEN-number.pdf`. */
export function declarationPdfName(voen: Voen, number: string, t: Catalogue): string {
  return `${t.pdf.declarationFileName}-${voen}-${number.replaceAll('/', '-')}.pdf`
}
