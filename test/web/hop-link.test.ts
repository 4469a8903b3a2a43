import { describe, expect, test } from 'vitest'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import type { Qepik } from '../../src/domain/money.ts'
import { hopLink } from '../../src/web/hop-link.ts'
import { TRADER } from '../support/oracle/events.ts'

const OURS = { url: 'http://127.0.0.1:3000/sandbox/hop', prefilled: true }
const amount = 123_450 as Qepik

describe('the link to the payment portal', () => {
  test.each([
    [{ voen: TRADER, code: '142330', amount }, `voen=${TRADER}&code=142330&amount=1234.50`],
    [{ voen: TRADER, fund: 'vat', amount }, `voen=${TRADER}&fund=vat&amount=1234.50`],
    [{ declaration: '00010/1' as DeclarationNumber, amount }, 'declaration=00010%2F1&amount=1234.50'],
  ] as const)('carries %j to a portal of ours', (payment, query) => {
    expect(hopLink(OURS, payment)).toBe(`${OURS.url}?${query}`)
  })

  test('has no query for the real portal, which does not document one', () => {
    expect(
      hopLink({ url: 'https://gpp.az', prefilled: false }, { declaration: '1' as DeclarationNumber, amount }),
    ).toBe('https://gpp.az')
  })
})
