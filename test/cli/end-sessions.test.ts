import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/engine/database.ts'
import { TRADER } from '../support/oracle/events.ts'
import { cookieOf, representativeOf } from '../support/people/people.ts'
import { expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

test('end-sessions ends all sessions in the name of the operator, and the store still verifies', async () => {
  await using vereqe = await Vereqe.open()
  const store = await openDatabase(vereqe.storeUrl)
  for (const _ of ['one', 'other']) await cookieOf(store.access, representativeOf(TRADER), new Date())
  await store.close()
  const end = () => vereqe.run(['end-sessions'])
  expect(await end()).toMatchObject({ code: 0, stdout: '', stderr: '2 sessions have ended.\n' })
  expect(await end()).toMatchObject({ code: 0, stderr: '0 sessions have ended.\n' })
  const lines = (await vereqe.output('audit')).trimEnd().split('\n')
  const ended = lines.map(line => JSON.parse(line)).filter(({ action }) => action === 'session-ended')
  expect(ended).toHaveLength(2)
  for (const line of ended) expect(JSON.stringify(line)).toContain('command line')
  expect(await vereqe.run(['verify'])).toMatchObject({ code: 0 })
})

test('end-sessions refuses words, and makes no store', async () => {
  await using vereqe = await Vereqe.open()
  expectRefusal(await vereqe.run(['end-sessions', 'everybody']), /end-sessions/)
  expect((await vereqe.run(['end-sessions'])).code).toBe(2)
})
