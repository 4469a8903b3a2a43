import { afterAll, beforeAll, expect, test } from 'vitest'
import { charged, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { parseJournal } from '../support/oracle/hledger.ts'
import { CONTROLS, controlsIn, TURNING } from '../support/people/hostile-texts.ts'
import { Vereqe } from '../support/stores/vereqe.ts'

const HOSTILE = `${CONTROLS.join('')}${TURNING.join('')}`

let vereqe: Vereqe
beforeAll(async () => {
  vereqe = await Vereqe.open()
  await vereqe.import([
    registered({ name: HOSTILE.slice(0, 60) }),
    charged(`R${HOSTILE}`, { fine: '1.00' }, { id: `e${HOSTILE}` }),
    paidToCode('142330', '1.00', { id: `h${HOSTILE}`, voen: '9999999991' }),
    { ...charged('x', { fine: '1.00' }), [`f${HOSTILE}`]: 1 },
  ])
})
afterAll(() => vereqe[Symbol.asyncDispose]())

test.each([
  [['held']],
  [['rejected']],
  [['export']],
  [['journal']],
  [['cards', '--from', '2026-01-01', '--to', '2026-12-31']],
])('%s prints no control character but tab and line breaks', async words => {
  const output = await vereqe.output(...words)
  expect(output).not.toBe('')
  expect(controlsIn(output)).toEqual([])
})

test('JSON is one line, and has each text as it came', async () => {
  const [line, ...others] = (await vereqe.output('held')).split('\n')
  expect(others).toEqual([''])
  expect(JSON.parse(line!).event.id).toBe(`h${HOSTILE}`)
})

test('the journal has one line for a transaction, and its code has blanks for control characters', async () => {
  const [transaction] = parseJournal(await vereqe.output('journal', '--voen', TRADER)).transactions
  expect(transaction!.code).toBe(`R${HOSTILE.replace(/\p{Cc}/gu, ' ')}`)
  expect(decodeURIComponent(transaction!.tags.event!)).toBe(`e${HOSTILE}`)
})

test('the reason of a rejection is one line without them', async () => {
  const { stderr, code } = await vereqe.import([{ ...registered(), [`f${HOSTILE}\n`]: 1 }])
  expect(code).toBe(1)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(controlsIn(stderr)).toEqual([])
})

test('an error is one line without them', async () => {
  const { stderr, code } = await vereqe.run([`\u001B[31m${TURNING.join('')}`])
  expect(code).toBe(2)
  expect(controlsIn(stderr)).toEqual([])
  expect(stderr).toContain('\uFFFD[31m')
})
