import { expect, test } from 'vitest'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { assessed, registered, TRADER } from '../../support/oracle/events.ts'
import { askAll, drawUpDisputed } from '../../support/stores/acts.ts'
import { capturePlans } from '../../support/stores/sqlite-plans.ts'
import { NOW, openTestStore } from '../../support/stores/store.ts'

test('acts, their steps and open objections are ranges of an index', async () => {
  const store = await openTestStore()
  await store.deliver(registered(), assessed('A/1', { vat: '30.00' }))
  await drawUpDisputed(store, TRADER, NOW)
  const fresh = await openDatabase(store.url)
  const { plans } = await capturePlans(() => askAll(fresh, TRADER, NOW))
  await fresh.close()
  await store.close()
  const steps = new Set(plans.flat().filter(step => /reconciliation|objection|B-TREE/.test(step)))
  expect([...steps].sort()).toEqual([
    'SEARCH open_objection USING INDEX open_objection_by_time ((at,voen,act,objection)>(?,?,?,?))',
    'SEARCH open_objection USING PRIMARY KEY (voen=? AND act=? AND objection=?)',
    'SEARCH open_objection USING PRIMARY KEY (voen=? AND act=?)',
    'SEARCH reconciliation_act USING INDEX reconciliation_act_by_request (voen=? AND request=?)',
    'SEARCH reconciliation_act USING PRIMARY KEY (voen=? AND act<?)',
    'SEARCH reconciliation_act USING PRIMARY KEY (voen=? AND act=?)',
    'SEARCH reconciliation_step USING INDEX reconciliation_objection ((voen,act,step)>(?,?,?) AND voen<?)',
    'SEARCH reconciliation_step USING INDEX reconciliation_objection_end (voen=? AND act=? AND objection=?)',
    'SEARCH reconciliation_step USING PRIMARY KEY (voen=? AND act=? AND step=?)',
    'SEARCH reconciliation_step USING PRIMARY KEY (voen=? AND act=?)',
  ])
})
