/** A company whose own books differ from those of customs, and what a browser sends with their file. */
import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { assessed, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf, SOMEBODY } from '../support/people/people.ts'
import { Site, type Visit } from './site.ts'

export const BOOKS = `/accounts/${TRADER}/own-books`

/** In March, the books of customs have a payment more and a payment less, and 0.01 less for one declaration. */
export function openOwnBooksSite(): Promise<Site> {
  return Site.open([
    registered(on('2026-01-01')),
    paidToCode('142330', '100.00', { ...on('2026-01-05'), paidOn: '2026-01-05' }),
    assessed('GB-1', { vat: '40.00' }, on('2026-03-02')),
    assessed('GB-2', { vat: '10.00', excise: '5.00' }, on('2026-03-03')),
    paidToCode('142330', '7.00', { ...on('2026-03-04'), paidOn: '2026-03-04', reference: 'PO-1' }),
  ])
}

/** A broker who sees the whole account, and may not download. */
export async function brokerOf(site: Site): Promise<Visit> {
  const broker = '7000000001' as Voen
  const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: false }
  await grantMandate(site.store.access, { voen: TRADER, broker, ...terms }, SOMEBODY, site.now)
  return site.as(representativeOf(broker))
}

export const CSV =
  'Mart\nTarix;Debet;Kredit;GB;Qeyd\n02.03.2026;;40,01;GB-1;=2+2\n03.03.2026;;15,00;gb-2;\n05.03.2026;3,00;;;\nYekun;;;;\n'
export const CHOICE = {
  heading: '2',
  date: '0',
  debit: '1',
  credit: '2',
  declaration: '3',
  text: '4',
  side: 'paid',
  from: '01.03.2026',
  to: '31.03.2026',
}

/** Sends a file as a browser without JavaScript does. @returns the address that it is sent to, or the refusal */
export async function upload(who: Visit, content: string | Buffer, name = 'mart.csv') {
  const boundary = '----form'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
  return who.send(BOOKS, body, `multipart/form-data; boundary=${boundary}`)
}

export async function compared(who: Visit, content = CSV): Promise<string> {
  const { headers } = await upload(who, content)
  const address = headers.get('location')!
  await compare(who, address)
  return address
}

/** Sends the form twice, as a double click does, and waits as the page does that refreshes by itself. */
export async function compare(who: Visit, address: string, choice: Record<string, string> = CHOICE): Promise<void> {
  const [answer] = await Promise.all([1, 2].map(() => who.post(`${address}/compare`, choice)))
  expect([answer!.status, answer!.headers.get('location')]).toEqual([303, address])
  while ((await who.get(address)).headers.has('refresh')) await setTimeout(50)
}
