import { describe, expect, test } from 'vitest'
import {
  amended,
  assessed,
  cancelled,
  charged,
  type EventObject,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
} from '../support/oracle/events.ts'
import { Portal } from '../support/people/portal.ts'

const NUMBER = '00010/030326/000001'

/** The rows of a ledger after these events, oldest first. */
async function operations(ledger: string, ...events: EventObject[]): Promise<string[]> {
  await using portal = await Portal.after(registered(), ...events)
  return (await portal.ledger(ledger)).operations
}

describe('““Hesablama” – gömrük bəyannaməsi üzrə hesablanmış məbləğ”', () => {
  test('raises the debt when a declaration is approved', async () => {
    expect(await operations('vat', assessed(NUMBER, { vat: '540' }))).toEqual(['Hesablama 540,00 | 540,00 0,00'])
  })

  test('raises the debt when an amendment adds to it, or a charge has no declaration', async () => {
    expect(
      await operations(
        'vat',
        assessed(NUMBER, { vat: '5' }),
        amended(NUMBER, { vat: '7' }),
        charged('AKT', { vat: '1' }),
      ),
    ).toEqual(['Hesablama 5,00 | 5,00 0,00', 'Hesablama 2,00 | 7,00 0,00', 'Hesablama 1,00 | 8,00 0,00'])
  })

  test('of zero books no operation', async () => {
    expect(await operations('vat', assessed(NUMBER, { vat: '0' }))).toEqual([])
  })
})

describe('““HÖP ödəniş” – …GB-nin nömrəsi əsasında hökumət ödəniş portalından aparılmış ödəniş”', () => {
  test('lowers the debt of that declaration', async () => {
    expect(await operations('vat', assessed(NUMBER, { vat: '540' }), paidByNumber(NUMBER, '540'))).toEqual([
      'Hesablama 540,00 | 540,00 0,00',
      'HÖP ödəniş 540,00 | 0,00 0,00',
    ])
  })

  test('is not the type of a payment by VÖEN through the same portal', async () => {
    expect(await operations('advance', paidToCode('142330', '5', { channel: 'hop' }))).toEqual([
      'Avans ödəniş (7 fond) 5,00 | 0,00 5,00',
    ])
  })
})

describe('““Ödənişin bağlanması” – hesablanmış məbləğin artıq ödəmə məbləği hesabına bağlanması”', () => {
  test('lowers debt and overpayment together', async () => {
    expect(await operations('vat', paidToFund('vat', '50'), assessed(NUMBER, { vat: '30' }))).toEqual([
      'Avans ödəniş (1 fond) 50,00 | 0,00 50,00',
      'Hesablama 30,00 | 30,00 50,00',
      'Ödənişin bağlanması 30,00 | 0,00 20,00',
    ])
  })

  test('never uses the overpayment of another fund', async () => {
    expect(await operations('excise', paidToFund('vat', '50'), assessed(NUMBER, { excise: '30' }))).toEqual([
      'Hesablama 30,00 | 30,00 0,00',
    ])
  })
})

describe('““Avansdan silinmə” – hesablanmış məbləğin avansdan silinməsi”', () => {
  const events = [paidToCode('142330', '50'), assessed(NUMBER, { vat: '30' })]

  test('lowers the debt on the ledger of its fund', async () => {
    expect(await operations('vat', ...events)).toEqual([
      'Hesablama 30,00 | 30,00 0,00',
      'Avansdan silinmə 30,00 | 0,00 0,00',
    ])
  })

  test('lowers the overpayment on the advance ledger', async () => {
    expect(await operations('advance', ...events)).toEqual([
      'Avans ödəniş (7 fond) 50,00 | 0,00 50,00',
      'Avansdan silinmə 30,00 | 0,00 20,00',
    ])
  })

  test('does not pay e-service debts', async () => {
    expect(
      await operations('eservice-fee', paidToCode('142330', '50'), charged('XH', { 'eservice-fee': '30' })),
    ).toEqual(['Hesablama 30,00 | 30,00 0,00'])
  })
})

describe('““Azalma” – …düzəliş edilməsi və ya… ləğv edilməsi nəticəsində əmələ gələn vəsaitin artıq ödəməyə köçürülməsi”', () => {
  const paid = [assessed(NUMBER, { vat: '100' }), paidByNumber(NUMBER, '100')]

  test('an amendment turns the excess payment into overpayment', async () => {
    expect((await operations('vat', ...paid, amended(NUMBER, { vat: '70' }))).at(-1)).toBe('Azalma 30,00 | 0,00 30,00')
  })

  test('a cancellation turns the whole payment into overpayment', async () => {
    expect((await operations('vat', ...paid, cancelled(NUMBER))).at(-1)).toBe('Azalma 100,00 | 0,00 100,00')
  })

  test('a cancellation of an unpaid declaration only lowers the debt', async () => {
    expect((await operations('vat', assessed(NUMBER, { vat: '100' }), cancelled(NUMBER))).at(-1)).toBe(
      'Azalma 100,00 | 0,00 0,00',
    )
  })

  test('a cancelled declaration can be neither amended nor cancelled again', async () => {
    await using portal = await Portal.after(registered(), ...paid, cancelled(NUMBER))
    const more = [amended(NUMBER, { vat: '1' }), cancelled(NUMBER)].map(event => JSON.stringify(event))
    expect((await portal.service.import(more)).counts).toEqual({
      applied: 0,
      duplicate: 0,
      held: 0,
      rejected: 2,
    })
    expect((await portal.ledger('vat')).operations).toHaveLength(3)
  })
})

describe('““Avans ödəniş (7 fond)” – bütün gömrük ödənişlərini… avansa ümumi məbləğin qoyulması”', () => {
  test('raises the advance and no fund', async () => {
    await using portal = await Portal.after(registered(), paidToCode('142330', '9'))
    expect((await portal.ledger('advance')).operations).toEqual(['Avans ödəniş (7 fond) 9,00 | 0,00 9,00'])
    expect((await portal.statement()).card('Artıq ödəmə').sum).toBe('0,00 AZN')
  })
})

describe('““Avans ödəniş (1 fond)” – …tədiyyə növü üzrə vərəqənin artıq ödəmə bölməsində əks olunur”', () => {
  test.each([
    ['customs-duty', 'Gömrük rüsumu'],
    ['vat', 'ƏDV'],
    ['excise', 'Aksiz vergisi'],
    ['customs-fee', 'Gömrük yığımı'],
    ['late-interest', 'Dəbbə pulu'],
    ['fine', 'İnzibati cərimə'],
    ['other', 'Digər ödənişlər'],
  ])('raises the overpayment of %s', async (fund, name) => {
    await using portal = await Portal.after(registered(), paidToFund(fund, '9', { channel: 'treasury' }))
    expect((await portal.ledger(fund)).operations).toEqual(['Avans ödəniş (1 fond) 9,00 | 0,00 9,00'])
    expect((await portal.statement()).card('Artıq ödəmə').lines[name]).toBe('9,00')
    expect((await portal.ledger('advance')).rows).toEqual([])
  })
})

describe.each([
  ['Avans elektron xidmət', '802001', 'bank', 'eservice-fee'],
  ['Avans elektron xidmət', '802001', 'treasury', 'eservice-fee'],
  ['Avans elektron xidmətin ƏDV-si', '114111', 'bank', 'eservice-vat'],
  ['Avans elektron xidmətin ƏDV-si', '114111', 'treasury', 'eservice-vat'],
  ['Avans – Elektron xidmət üzrə HÖP', '802001', 'hop', 'eservice-fee'],
  ['Avans – Elektron xidmətin ƏDV-si üzrə HÖP', '114111', 'hop', 'eservice-vat'],
])('“%s”: code %s by %s', (type, code, channel, ledger) => {
  test('raises the overpayment of its e-service ledger, which pays that ledger’s charges', async () => {
    expect(await operations(ledger, paidToCode(code, '9', { channel }), charged('XH', { [ledger]: '4' }))).toEqual([
      `${type} 9,00 | 0,00 9,00`,
      'Hesablama 4,00 | 4,00 9,00',
      'Ödənişin bağlanması 4,00 | 0,00 5,00',
    ])
  })

  test('is refused from the VAT deposit account', async () => {
    await using portal = await Portal.after(registered())
    const line = JSON.stringify(paidToCode(code, '9', { channel: 'vat-deposit' }))
    expect((await portal.service.import([line])).counts.rejected).toBe(1)
    expect((await portal.ledger(ledger)).rows).toEqual([])
  })
})
