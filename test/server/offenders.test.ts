import { afterEach, expect, test, vi } from 'vitest'
import { Offenders } from '../../src/server/offenders.ts'

const HOUR_MS = 3_600_000

function offend(offenders: Offenders, network: string, times: number): void {
  for (let time = 0; time < times; time += 1) offenders.note(network)
}

test('a network is refused after twenty offences, and no other', () => {
  const offenders = new Offenders(HOUR_MS)
  offend(offenders, 'one', 19)
  expect(offenders.isRefused('one')).toBe(false)
  offend(offenders, 'one', 1)
  expect(offenders.isRefused('one')).toBe(true)
  expect(offenders.isRefused('other')).toBe(false)
})

afterEach(() => vi.useRealTimers())

test('a refusal does not last longer for what connections from before it do', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const offenders = new Offenders(10_000)
  offend(offenders, 'one', 20)
  vi.advanceTimersByTime(9_000)
  offend(offenders, 'one', 20)
  vi.advanceTimersByTime(1_000)
  expect(offenders.isRefused('one')).toBe(false)
})

test('of more than a thousand networks the one that has not offended for longest is forgotten', () => {
  const offenders = new Offenders(HOUR_MS)
  for (const network of ['first', 'second']) offend(offenders, network, 19)
  for (let other = 0; other < 998; other += 1) offenders.note(`other ${other}`)
  offenders.note('first')
  offenders.note('one more')
  offenders.note('second')
  expect(offenders.isRefused('first')).toBe(true)
  expect(offenders.isRefused('second')).toBe(false)
})
