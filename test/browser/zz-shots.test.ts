import { test } from 'vitest'
import { demonstrationPeople } from '../../src/demo/demonstration-people.ts'
import { cookieOf } from '../support/people.ts'
import { RealSite } from '../support/real-site.ts'

const NOW = new Date('2026-06-10T08:00:00Z')
test('shots', async () => {
  const site = await RealSite.open()
  try {
    const people = (await demonstrationPeople(site.store.reader)) as any[]
    for (const scheme of ['light', 'dark'] as const)
      for (const width of [1280, 320]) {
        for (const [index, one] of people.entries()) {
          const person = one.person ?? one
          const visitor = await site.stranger({ width })
          await visitor.takeCookie(await cookieOf(site.store.gate, person, NOW))
          await visitor.tab.emulateMedia({ colorScheme: scheme })
          const shot = async (path: string, name: string) => {
            await visitor.open(path)
            await visitor.tab.screenshot({ path: `/tmp/shots/${name}-${index}-${scheme}-${width}.png`, fullPage: true })
          }
          await shot('/companies', 'companies')
          const voen = person.companies[0]?.voen
          if (voen) {
            await shot(`/accounts/${voen}`, 'statement')
            await shot(`/accounts/${voen}/ledgers/vat`, 'ledger')
            await shot(`/accounts/${voen}/declarations`, 'declarations')
            await shot(`/accounts/${voen}/mandates`, 'mandates')
            await shot(`/accounts/${voen}/access-log`, 'log')
          }
          await shot('/clients', 'clients')
          const links = await visitor.tab
            .locator('table.clients th a[href^="/accounts"]')
            .evaluateAll((all: any[]) => all.map(a => a.getAttribute('href')))
          for (const [n, href] of [...new Set(links)].slice(0, 4).entries()) await shot(href as string, `client${n}`)
          console.log(index, person.name, visitor.complaints, links.slice(0, 6))
          await visitor.leave()
        }
      }
  } finally {
    await site.close()
  }
}, 280_000)
