import { expect, test } from 'vitest'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { assessed, registered, TRADER } from '../../support/oracle/events.ts'
import { askAll, drawUpDisputed } from '../../support/stores/acts.ts'
import { captureStatements } from '../../support/stores/pg-statements.ts'
import { asRole, Visit } from '../../support/stores/postgres-roles.ts'
import { NOW, openTestStore } from '../../support/stores/store.ts'

/** An account with many acts among many accounts, each act with steps, and every objection answered but one of a hundred. */
const MANY = [
  `insert into reconciliation_act
   select voen, act, 'r' || act, '2026-01-01', '2026-01-31', now(), 's', 'n', '{}'
   from (select case when n % 2 = 0 then '${TRADER}' else (1000000001 + n * 10)::text end as voen, 10 + n as act
     from generate_series(1, 6000) as n) as acts`,
  `insert into reconciliation_step
   select voen, act, step, act || '-' || step, case step % 2 when 1 then 'objected' else 'rejected' end, (step + 1) / 2,
     now(), 's', 'n', '{}' from reconciliation_act cross join generate_series(1, 6) as step where act > 10`,
  `insert into open_objection select voen, act, objection, step, at from reconciliation_step
   where kind = 'objected' and act % 100 = 0`,
  'analyze',
]

test('acts, their steps and open objections are ranges of an index, however many there are', async () => {
  const store = await openTestStore()
  await store.deliver(registered(), assessed('A/1', { vat: '30.00' }))
  await drawUpDisputed(store, TRADER, NOW)
  const plain = await openDatabase(store.url, { connections: 2, preparedStatements: 'off' })
  const { sent } = await captureStatements(() => askAll(plain, TRADER, NOW))
  await plain.close()
  const superuser = await Visit.begin(store.url, 'postgres')
  for (const statement of MANY) await superuser.run(statement)
  const asked = new Map<string, string>()
  for (const together of sent) {
    const service = together.some(({ text }) => text.includes('vereqe_service'))
    for (const { text, values } of together) {
      if (!/^\s*(select|delete)/.test(text) || !/"(reconciliation_\w+|open_objection)"/.test(text)) continue
      const filled = text.replace(/\$(\d+)/g, (_, place) => literal(values[Number(place) - 1]))
      asked.set(text, `${service ? 'vereqe_service' : 'vereqe_papers'} ${filled}`)
    }
  }
  const plans: string[] = []
  for (const question of asked.values()) {
    const [role = '', ...words] = question.split(' ')
    const rows = await superuser.rows(`explain (costs off) ${words.join(' ')}`, asRole(role, TRADER))
    plans.push(rows.map(row => String(row['QUERY PLAN'])).join('\n'))
  }
  await superuser.end()
  await store.close()
  expect(plans.length).toBeGreaterThan(8)
  expect(plans.filter(plan => /Seq Scan/.test(plan) || !/Index (Only )?Scan/.test(plan))).toEqual([])
  // The steps of one act are few, and may be sorted.
  expect(plans.filter(plan => /Limit.*\bSort\b/s.test(plan))).toEqual([])
  expect(plans.join('\n')).toMatch(
    /Index Scan using open_objection_by_time.*Index Scan using reconciliation_objection /s,
  )
})

function literal(value: unknown): string {
  if (Array.isArray(value)) return `array[${value.map(literal).join()}]`
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`
}
