import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fund } from '../../src/domain/fund.ts'
import { OPERATION_TYPES } from '../../src/domain/operation-type.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { az } from '../../src/i18n/az.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { paidToCode, toLine } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { SignedSender } from '../support/people/signed-sender.ts'

const TRADER = '5000000091' as Voen
const [FIRST, SECOND] = ['00010/090626/000001', '00010/090626/000002']
const ACCOUNT = `/accounts/${TRADER}`

/** An untouched tab must show the change within this time. */
const SOON_MS = 2000

type Amounts = Partial<Record<Fund, string>>

let site: RealSite
let trader: Visitor
let other: Visitor
beforeAll(async () => {
  site = await RealSite.open({ clock: () => new Date() })
  other = await site.stranger()
  await officer('register', { voen: TRADER, name: 'Sınaq Ticarət MMC' })
  trader = await site.visitorAs(representativeOf(TRADER))
  await trader.open(ACCOUNT)
})
afterAll(async () => {
  await Promise.all([trader.leave(), other.leave()])
  await site.close()
})

async function officer(action: string, fields: Record<string, string>, charges: Amounts = {}): Promise<void> {
  await other.open(`/sandbox/officer/${action}`)
  for (const [name, value] of Object.entries({ ...fields, ...charges })) {
    const field = other.tab.locator(`#action-${name}`)
    if (await other.tab.locator(`select#action-${name}`).count()) await field.selectOption(value)
    else await field.fill(value)
  }
  await other.click(other.tab.getByRole('button', { name: az.sandbox.send }))
  expect((await other.view()).text).toContain(az.sandbox.answers.applied)
}

/** Pays the amount that the URL or the search has filled in. */
async function pay(query: string, target: string | null, amount: string): Promise<void> {
  await other.open(`/sandbox/hop?${query}`)
  if (target) await other.tab.locator(`input[name=target][value="${target}"]`).check()
  await other.tab.locator('#pay-amount').fill(amount)
  await other.click(other.tab.getByRole('button', { name: az.sandbox.pay, exact: true }))
  expect((await other.view()).text).toContain(az.sandbox.answers.applied)
}

async function sees(card: string, sum: string): Promise<void> {
  await trader.tab.locator(`#${card} .sum`, { hasText: sum }).waitFor({ timeout: SOON_MS + 500 })
}

test('the open statement shows the debts of two declarations that an officer approves', async () => {
  await officer('assess', { voen: TRADER, declaration: FIRST }, { 'customs-duty': '100', vat: '50' })
  await officer('assess', { voen: TRADER, declaration: SECOND }, { vat: '30' })
  await sees('debt', '180,00 AZN')
})

test('a payment by VÖEN closes debts in order, on the statement within two seconds', async () => {
  await pay(`payee=customs&voen=${TRADER}`, '142330', '120')
  const paid_ms = performance.now()
  await sees('debt', '60,00 AZN')
  expect(performance.now() - paid_ms).toBeLessThan(SOON_MS)
  // The payment covers the first declaration's duty, then a part of its VAT; nothing is left for the second.
  await other.open(`/sandbox/hop?payee=customs&declaration=${FIRST}`)
  expect((await other.view()).text).toContain('30,00 AZN')
})

test('a payment by declaration number closes that declaration at once, out of order', async () => {
  await pay(`payee=customs&declaration=${SECOND}`, null, '30')
  await sees('debt', '30,00 AZN')
  const page = await site.visitorAs(representativeOf(TRADER))
  await page.open(`${ACCOUNT}/declarations/${SECOND}`)
  expect((await page.view()).facts.Vəziyyəti).toBe('Ödənilib')
  await page.leave()
})

test('the debt of an amendment cannot be paid by number, the portal says why, and the advance pays it', async () => {
  await pay(`payee=customs&declaration=${FIRST}`, null, '30')
  await sees('debt', '0,00 AZN')
  await officer('amend', { voen: TRADER, declaration: FIRST }, { vat: '80' })
  await sees('debt', '30,00 AZN')
  await other.open(`/sandbox/hop?payee=customs&declaration=${FIRST}`)
  expect((await other.view()).text).toContain(az.sandbox.notPayable.amended)
  expect(await other.tab.locator('#pay-amount').count()).toBe(0)
  await pay(`payee=customs&voen=${TRADER}`, '142330', '100')
  await sees('debt', '0,00 AZN')
  await sees('balance', '70,00 AZN')
})

test('money without VÖEN is on no account until the officer assigns it', async () => {
  await other.open('/sandbox/hop/unknown-payer')
  await other.tab.locator('#action-code').selectOption('142330')
  await other.tab.locator('#action-amount').fill('5')
  await other.click(other.tab.getByRole('button', { name: az.sandbox.pay, exact: true }))
  expect((await other.view()).text).toContain(az.sandbox.held.assignment)
  await other.click(other.tab.getByRole('link', { name: az.sandbox.actions.assign.title }))
  await other.tab.locator('#action-voen').fill(TRADER)
  await other.tab.locator('#action-target').selectOption('excise')
  await other.click(other.tab.getByRole('button', { name: az.sandbox.send }))
  expect((await other.view()).text).toContain(az.sandbox.answers.applied)
  await sees('balance', '75,00 AZN')
  await officer('refund', { voen: TRADER, ledger: 'excise', amount: '5' })
  await sees('balance', '70,00 AZN')
})

test('a paid amount that is reduced or cancelled becomes overpayment', async () => {
  await officer('amend', { voen: TRADER, declaration: FIRST }, { 'customs-duty': '60' })
  await sees('overpayment', '40,00 AZN')
  await officer('cancel', { voen: TRADER, declaration: SECOND })
  await sees('overpayment', '70,00 AZN')
})

describe('every type of operation', () => {
  test('has appeared on the screen', async () => {
    await pay(`payee=customs&voen=${TRADER}`, 'excise', '10')
    await officer('charge', { voen: TRADER, reference: 'AKT-1' }, { excise: '4' })
    for (const code of ['802001', '114111']) await pay(`payee=terminal&voen=${TRADER}`, code, '5')
    const bank = await SignedSender.register(site.store.access, () => new Date(), { name: 'bank' })
    const events = ['802001', '114111'].map(code => ({
      ...paidToCode(code, '3.00', { voen: TRADER, channel: 'bank' }),
      occurredAt: new Date().toISOString(),
    }))
    const send = (path: string, sent: RequestInit) => fetch(site.url + path, sent)
    const answer = await bank.deliver(send, events.map(toLine).join('\n'))
    expect((await answer.text()).match(/"became":"applied"/g)).toHaveLength(2)
    await sees('balance', '162,00 AZN')
    await officer('transfer', { voen: TRADER, from: 'advance', to: 'fine', amount: '20' })
    await sees('balance', '162,00 AZN')
    await officer('refund', { voen: TRADER, ledger: 'fine', amount: '12' })
    await sees('balance', '150,00 AZN')

    const seen = new Set<string>()
    for (const ledger of ['customs-duty', 'vat', 'excise', 'fine', 'eservice-fee', 'eservice-vat', 'advance']) {
      await trader.open(`${ACCOUNT}/ledgers/${ledger}`)
      for (const row of (await trader.view()).rows) seen.add(row['Əməliyyatın növü']!)
    }
    expect([...seen].sort()).toEqual(OPERATION_TYPES.map(type => az.operationTypes[type]).sort())
  })

  test('causes no errors in any browser', () => {
    expect([...trader.complaints, ...other.complaints]).toEqual([])
  })
})
