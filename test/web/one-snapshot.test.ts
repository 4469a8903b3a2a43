import { expect, test } from 'vitest'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import type { ReadAccess } from '../../src/store/engine/access.ts'
import { assessed, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`

/** Delivers the declaration after the first snapshot of the account. */
async function openSiteWith(declaration: DeclarationNumber): Promise<Site> {
  const line = toLine(assessed(declaration, { vat: '5.00' }))
  const interrupted: ReadAccess = {
    snapshot: async (scope, read) => {
      const result = await site.store.reader.snapshot(scope, read)
      await deliverEvents(site.store.writer, [line], site.now)
      return result
    },
  }
  const site = await Site.open([registered()], { reader: interrupted, exporter: interrupted })
  return site
}

test.each([ACCOUNT, `${ACCOUNT}/ledgers/vat`, `${ACCOUNT}/document`])(
  '%s reads one snapshot: a declaration delivered meanwhile is in no part of the page',
  async page => {
    await using site = await openSiteWith('D/1' as DeclarationNumber)
    const onlyZ = 'Bu hesabda tapılmayan bəyannamələr: Z.'
    const before = await site.get(`${page}?declaration=D/1,Z`)
    expect(before.html.text).not.toContain(onlyZ)
    const after = await site.get(`${page}?declaration=D/1,Z`)
    expect(after.html.text).toContain(onlyZ)
  },
)
