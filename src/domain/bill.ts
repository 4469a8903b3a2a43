import type { DeclarationNumber } from './declaration.ts'
import type { Fund } from './fund.ts'
import type { Qepik } from './money.ts'
import { isNaturalPerson, type Voen } from './voen.ts'

/** The Government Payment Portal shows it before a payment by VÖEN. */
export interface AccountBill {
  readonly voen: Voen
  /** Lets payers recognise their own company without disclosing another's name. */
  readonly maskedName: string
  /** Today's debt of each customs fund. */
  readonly debts: Readonly<Partial<Record<Fund, Qepik>>>
  readonly advance: Qepik
}

/** The portal shows it before a payment by declaration number. */
export interface DeclarationBill {
  readonly declaration: DeclarationNumber
  readonly voen: Voen
  readonly maskedName: string
  /** Outstanding charges of the customs funds, except those of an amendment (R5). */
  readonly payable: Qepik
  readonly funds: readonly { readonly fund: Fund; readonly outstanding: Qepik }[]
  /** Outstanding charges of an amendment: payable by VÖEN only (note 1 of the guide). */
  readonly amendedOutstanding: Qepik
  readonly cancelled: boolean
}

/** `Nümunə Ticarət MMC` → `N••• T••• M•••`: the first letter of each word; the length of the words stays hidden. */
export function maskName(name: string): string {
  return name.replace(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu, word => {
    const [first = '', ...rest] = [...word]
    return `${rest.length > 0 ? first : ''}•••`
  })
}

/** A taxpayer's name for people who only know its number: whole for a legal person, masked for a natural person. */
export function nameForOthers(voen: Voen, name: string): string {
  return isNaturalPerson(voen) ? maskName(name) : name
}
