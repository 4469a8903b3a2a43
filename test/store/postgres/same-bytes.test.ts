import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { copyStore } from '../../../src/services/maintenance/copy-store.ts'
import { Service } from '../../support/stores/service.ts'
import { NOW } from '../../support/stores/store.ts'
import { makeFile } from '../../support/stores/store-places.ts'
import { DEMONSTRATION } from '../../support/stores/vereqe.ts'

const INTEREST = { LATE_INTEREST: '2001-01-01:0.1,2026-02-01:0.05' }

test('both stores print allocations, debts, turnover and interest of the demonstration traders alike', async () => {
  await using server = await Service.open(NOW)
  await server.import(gunzipSync(readFileSync(DEMONSTRATION)).toString().split('\n'))
  await using file = await Service.openAt(await makeFile(), NOW)
  expect(await copyStore(server.store, file.store)).toEqual({ finished: true, difference: null })
  for (const output of [
    (of: Service) => of.allocations(),
    (of: Service) => of.debts(),
    (of: Service) => of.turnover('2025-03-01', '2025-09-30'),
    (of: Service) => of.interest('2026-06-30', INTEREST),
  ]) {
    const printed = await output(server)
    expect(printed.split('\n').length).toBeGreaterThan(20)
    expect(await output(file)).toBe(printed)
  }
}, 60_000)
