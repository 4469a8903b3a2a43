import type { DeclarationNumber } from './declaration.ts'
import type { Fund } from './fund.ts'
import type { Qepik } from './money.ts'
import type { Voen } from './voen.ts'

/** What the Government Payment Portal shows of a taxpayer before money is paid by its number. */
export interface AccountBill {
  readonly voen: Voen
  /** Enough to know one's own by, and not enough to learn another's. */
  readonly maskedName: string
  /** Debt of today of each of the seven customs funds. */
  readonly debts: Readonly<Partial<Record<Fund, Qepik>>>
  readonly advance: Qepik
}

/** What it shows of a declaration before money is paid by its number. */
export interface DeclarationBill {
  readonly declaration: DeclarationNumber
  readonly voen: Voen
  readonly maskedName: string
  /** What may be paid by number: open charges of the customs funds that no amendment made (R5). */
  readonly payable: Qepik
  readonly funds: readonly { readonly fund: Fund; readonly open: Qepik }[]
  /** Open charges that an amendment made: payable by VÖEN only (note 1 of the guide). */
  readonly amendedOpen: Qepik
  readonly cancelled: boolean
}

/** `Nümunə Ticarət MMC` → `N••• T••• M•••`: the first letter of each word, and nothing of how long it is. */
export function maskName(name: string): string {
  return name.replace(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu, word => {
    const [first = '', ...rest] = [...word]
    return `${rest.length > 0 ? first : ''}•••`
  })
}
