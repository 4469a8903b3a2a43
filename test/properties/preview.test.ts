import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isCustomsFund } from '../../src/domain/fund.ts'
import { manat, qepik } from '../../src/domain/money.ts'
import { RefusalError } from '../../src/domain/problem.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { type PaymentPreview, previewAdvancePayment } from '../../src/services/statement/payment-preview.ts'
import { EVERY_ACCOUNT } from '../../src/store/engine/access.ts'
import { findAccount } from '../../src/store/ledger/accounts.ts'
import { findOpenCharges } from '../../src/store/ledger/charges.ts'
import { deepStream, NOW } from '../support/oracle/arbitrary-events.ts'
import { extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { toLine } from '../support/oracle/events.ts'
import { runs } from '../support/property-runs.ts'
import { Service } from '../support/stores/service.ts'

const VOENS = ['1000000001', '2000000002', '3000000001'] as Voen[]

/** Enough for few debts, for nearly all of them, and amounts at the limit. */
const amount = fc
  .oneof(fc.integer({ min: 1, max: 60_000 }), fc.constantFrom(1, 100, 6400, 6450, 999_999_999_999_999))
  .map(qepik)

const PAYMENT = { id: 'the payment', type: 'payment.received', occurredAt: '2026-03-31T12:00:00Z' }

async function openTotal({ store }: Service, voen: Voen): Promise<bigint> {
  return store.reader.snapshot(voen, async tx => {
    const { account } = (await findAccount(tx, voen))!
    let sum = 0n
    for (const [ledger, { debt }] of Object.entries(account.totals)) {
      if (ledger !== 'advance' && isCustomsFund(ledger as never)) sum += BigInt(debt)
    }
    return sum
  })
}

/** The drawdowns of the payment on the funds' ledgers in posting order. */
async function drawdowns({ store }: Service): Promise<object[]> {
  return store.exporter.snapshot(EVERY_ACCOUNT, tx =>
    tx
      .selectFrom('ledger_entry')
      .select(['declaration', 'reference', 'ledger as fund', 'amount'])
      .where('event_id', '=', PAYMENT.id)
      .where('type', '=', 'advance-drawdown')
      .where('ledger', '<>', 'advance')
      .orderBy('seq')
      .execute(),
  )
}

async function expectPreviewHolds(
  service: Service,
  voen: Voen,
  paid: ReturnType<typeof qepik>,
  maxCharges?: number,
): Promise<void> {
  const { store } = service
  const preview = await previewAdvancePayment(store.reader, voen, paid, NOW, { maxCharges }).catch(error => {
    if (error instanceof RefusalError) return error
    throw error
  })
  const payment = { ...PAYMENT, channel: 'hop', paidOn: '2026-03-31', voen, code: '142330', amount: manat(paid) }
  const { outcomes } = await deliverEvents(store.writer, [toLine(payment)], NOW)
  const [became] = outcomes.map(outcome => outcome.became)
  if (preview === null) return expect(became).toBe('held')
  if (preview instanceof RefusalError) {
    return expect(outcomes).toEqual([{ became: 'rejected', problems: [{ code: preview.code }] }])
  }
  expect(became).toBe('applied')
  const listed = preview.closed.map(({ remaining: _, ...row }) => row)
  const all = await drawdowns(service)
  expect(listed).toEqual(preview.closesMore ? all.slice(0, listed.length) : all)
  expect(preview.closesMore).toBe(listed.length < all.length)
  await expectRest(service, voen, preview)
}

async function expectRest(service: Service, voen: Voen, { closed, ...preview }: PaymentPreview): Promise<void> {
  expect(preview.stillOpenTotal).toBe(await openTotal(service, voen))
  expect(closed.slice(0, -1).every(({ remaining }) => remaining === 0)).toBe(true)
  const { store } = service
  await store.writer.transaction(async trx => {
    for (const fund of new Set(preview.stillOpen.map(debt => debt.fund))) {
      const { charges } = await findOpenCharges(trx, voen, fund, 10)
      const named = preview.stillOpen.filter(debt => debt.fund === fund)
      expect(named.map(({ outstanding }) => outstanding)).toEqual(
        charges.slice(0, named.length).map(({ amount, reduced, settled }) => amount - reduced - settled),
      )
    }
  })
  const advance = await store.reader.snapshot(voen, tx => findAccount(tx, voen))
  expect(preview.advance).toBe(advance?.account.totals.advance.overpayment)
}

test('the preview of a payment equals its effect on any account', async () => {
  await fc.assert(
    fc.asyncProperty(
      extendedStream({ maxLength: 50 }),
      fc.constantFrom(...VOENS),
      amount,
      async (lines, voen, paid) => {
        await using service = await Service.open(NOW)
        await service.import(lines)
        await expectPreviewHolds(service, voen, paid)
      },
    ),
    { numRuns: runs({ all: 60, few: 5 }) },
  )
})

test('the preview is right with more open charges than one read returns', async () => {
  await fc.assert(
    fc.asyncProperty(deepStream(), amount, async ({ opening, later }, paid) => {
      await using service = await Service.open(NOW)
      await service.import(opening)
      await service.import(later)
      await expectPreviewHolds(service, VOENS[0]!, paid)
    }),
    { numRuns: runs({ all: 40, few: 5 }) },
  )
})

test('the preview is right with more open charges than it reads: its first debts and all its totals', async () => {
  await fc.assert(
    fc.asyncProperty(
      deepStream(),
      amount,
      fc.constantFrom(20, 65, 70),
      async ({ opening, later }, paid, maxCharges) => {
        await using service = await Service.open(NOW)
        await service.import(opening)
        await service.import(later)
        await expectPreviewHolds(service, VOENS[0]!, paid, maxCharges)
      },
    ),
    { numRuns: runs({ all: 60, few: 5 }) },
  )
})
