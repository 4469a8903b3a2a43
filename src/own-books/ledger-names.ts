import { LEDGERS, type Ledger } from '../domain/fund.ts'
import { foldText } from '../domain/typed/fold.ts'
import { catalogueOf, LANGUAGES } from '../i18n/index.ts'

/** Codes and the names of charge types in every language, folded. */
export const LEDGER_NAMES: ReadonlyMap<string, Ledger> = new Map(
  LEDGERS.flatMap(ledger => [
    [foldText(ledger), ledger],
    ...LANGUAGES.map(language => [foldText(catalogueOf(language).funds[ledger]), ledger] as const),
  ]),
)
