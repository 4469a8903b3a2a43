import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { findOverflow, found } from '../support/browser/examine.ts'
import { emulateMode } from '../support/browser/modes.ts'
import { print } from '../support/browser/paper.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { assessed, charged, paidToCode, registered } from '../support/oracle/events.ts'
import { anActor } from '../support/people/access-people.ts'
import { representativeOf } from '../support/people/people.ts'

/** The greatest lengths of the contract, without a blank, in wide letters. */
const VOEN = '1000000001' as Voen
const NAME = 'Ə'.repeat(200)
const REFERENCE = 'W'.repeat(100)
const DECLARATION = 'W'.repeat(40) as DeclarationNumber
/** Right-to-left letters, and a mark that turns round all that follows. */
const TURNED = `\u202E${'ש'.repeat(98)}`

const ACCOUNT = `/accounts/${VOEN}`
const PLACES = [
  '/companies',
  ACCOUNT,
  `${ACCOUNT}/ledgers/vat`,
  `${ACCOUNT}/ledgers/fine`,
  `${ACCOUNT}/ledgers/advance`,
  `${ACCOUNT}/document?from=2026-01-01`,
  `${ACCOUNT}/declarations`,
  `${ACCOUNT}/declarations/${DECLARATION}`,
  `${ACCOUNT}/preview?amount=5000`,
  `${ACCOUNT}/pictures`,
  `${ACCOUNT}/mandates`,
  `${ACCOUNT}/access-log`,
  `${ACCOUNT}/ledgers/vat?declaration=${DECLARATION}`,
]

/** The extract is a sheet of paper, which a narrow screen scrolls. */
const SCREENS = PLACES.flatMap(place =>
  [1280, 320].filter(width => width > 320 || !place.includes('/document')).map(width => [place, width] as const),
)

let site: RealSite
let visitor: Visitor
beforeAll(async () => {
  site = await RealSite.open()
  const at = { voen: VOEN, occurredAt: '2026-05-01T09:00:00Z' }
  await site.store.deliver(
    registered({ ...at, name: NAME }),
    assessed(DECLARATION, { vat: '123456.91', fine: '23456.12' }, at),
    charged(REFERENCE, { fine: '34567.23', vat: '45678.34' }, at),
    charged(TURNED, { fine: '56789.45' }, at),
    paidToCode('142330', '12345.89', at),
  )
  const person = {
    ...representativeOf(VOEN),
    subject: 'long',
    name: NAME,
    companies: [{ voen: VOEN, name: NAME, position: NAME }],
  }
  const terms = {
    voen: VOEN,
    broker: '2000000002' as Voen,
    from: '2026-01-01' as PlainDate,
    to: null,
    balances: true,
    exports: true,
  }
  await grantMandate(site.store.access, terms, anActor(person), new Date('2026-06-10T08:00:00Z'))
  visitor = await site.visitorAs(person)
})
afterAll(() => site.close())

/** Amounts that a scroll region or the page hides at its side. */
function findHiddenAmounts(): Promise<string[]> {
  return found(
    visitor.tab,
    `
    const isAmount = element => /^[\\d.]+,\\d\\d( AZN)?$/.test(element.textContent.trim()) && element.children.length === 0
    const width = document.documentElement.clientWidth
    return [...document.querySelectorAll('td, dd, b, span, p')].filter(element => !element.closest('.figures')).filter(element => {
      const { left, right, width: own } = element.getBoundingClientRect()
      return isAmount(element) && own > 1 && (left < -1 || right > width + 1)
    }).map(nameOf)`,
  )
}

describe('text of the greatest lengths without a blank', () => {
  test.each(SCREENS)('pushes nothing off the screen: %s at %d px', async (place, width) => {
    await visitor.open(place)
    await emulateMode(visitor.tab, { colours: 'light', width })
    expect(await visitor.tab.locator('h1').count()).toBe(1)
    expect([...(await findOverflow(visitor.tab)), ...(await findHiddenAmounts())]).toEqual([])
  })

  test.each(PLACES.filter(place => place !== '/companies'))('pushes no amount off the paper: %s', async place => {
    await visitor.open(place)
    await emulateMode(visitor.tab, { colours: 'light', width: 1280 })
    const amounts = await visitor.tab.evaluate<string[]>(`
      [...document.querySelectorAll('main table td')].map(cell => cell.textContent.trim()).filter(text => /^[\\d.]+,\\d\\d$/.test(text))`)
    const { sheets, overlaps } = await print(visitor.tab)
    const printed = sheets.join(' ')
    expect(amounts.filter(amount => !printed.includes(amount))).toEqual([])
    expect(overlaps).toEqual([])
  })
})

test('right-to-left text and direction marks do not turn the sentence round that holds them', async () => {
  await visitor.open(`${ACCOUNT}/ledgers/fine`)
  const cell = visitor.tab.locator('td', { hasText: 'ש' }).first()
  const text = (await cell.textContent())!
  expect(text).not.toContain('\u202E')
  // Of the sentence behind the text, each letter stands right of the one before.
  const isInOrder = await visitor.tab.evaluate<boolean>(`(() => {
    const cell = [...document.querySelectorAll('td')].find(cell => cell.textContent.includes('ש'))
    const node = cell.firstChild
    const behind = node.data.lastIndexOf('\u2069') + 2
    const left = index => {
      const range = document.createRange()
      range.setStart(node, index)
      range.setEnd(node, index + 1)
      return range.getBoundingClientRect().left
    }
    return left(behind) < left(behind + 2) && left(behind + 2) < left(behind + 4)
  })()`)
  expect(isInOrder).toBe(true)
})
