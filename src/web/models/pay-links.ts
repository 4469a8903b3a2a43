import type { PayModel } from '../../../views/components/pay-link.tsx'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { type Fund, isCustomsFund } from '../../domain/fund.ts'
import { MAX_AMOUNT, type Qepik, qepik } from '../../domain/money.ts'
import type { PaymentCode } from '../../domain/operation-type.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { WebConfig } from '../context.ts'
import { hopLink } from '../hop-link.ts'

type Hop = WebConfig['hop']

const ADVANCE_CODE: PaymentCode = '142330'

/** Placeholder for a code in its sentence: a VÖEN may contain the same digits. */
const CODE_PLACEHOLDER = '\0'

const FUND_CODES: Partial<Record<Fund, PaymentCode>> = { 'eservice-fee': '802001', 'eservice-vat': '114111' }

/** @returns null if there is nothing to pay, or more than the maximum of one payment */
export function payAdvance(hop: Hop, voen: Voen, sum: bigint, t: Catalogue): PayModel | null {
  const amount = payable(sum)
  return amount && payCode(hop, voen, ADVANCE_CODE, amount, t)
}

export function payFund(hop: Hop, voen: Voen, fund: Fund, sum: bigint, t: Catalogue): PayModel | null {
  const amount = payable(sum)
  if (amount === null) return null
  const code = FUND_CODES[fund]
  if (code) return payCode(hop, voen, code, amount, t)
  if (!isCustomsFund(fund)) return null
  return {
    href: hopLink(hop, { voen, fund, amount }),
    terms: t.preview.fundTerms(voen, t.funds[fund], t.format.money(amount)),
    code: null,
  }
}

/** Pays a declaration out of turn, by its number. */
export function payDeclaration(hop: Hop, declaration: DeclarationNumber, sum: bigint, t: Catalogue): PayModel | null {
  const amount = payable(sum)
  if (amount === null) return null
  return {
    href: hopLink(hop, { declaration, amount }),
    terms: t.preview.declarationTerms(declaration, t.format.money(amount)),
    code: null,
  }
}

function payCode(hop: Hop, voen: Voen, code: PaymentCode, amount: Qepik, t: Catalogue): PayModel {
  const sentence = t.preview.codeTerms(voen, CODE_PLACEHOLDER, t.format.money(amount))
  const [terms = '', termsAfter = ''] = sentence.split(CODE_PLACEHOLDER)
  return {
    href: hopLink(hop, { voen, code, amount }),
    terms,
    code: { digits: code, term: code === ADVANCE_CODE ? 'pay-advance' : 'pay-eservice', termsAfter },
  }
}

function payable(sum: bigint): Qepik | null {
  return sum > 0n && sum <= BigInt(MAX_AMOUNT) ? qepik(Number(sum)) : null
}
