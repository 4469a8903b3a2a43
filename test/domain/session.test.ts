import { describe, expect, test } from 'vitest'
import { endOf, isOver, type Session, type SessionLimits } from '../../src/domain/session.ts'

const MINUTE_MS = 60_000
const LIMITS: SessionLimits = { idle_ms: 20 * MINUTE_MS, warning_ms: 2 * MINUTE_MS, whole_ms: 480 * MINUTE_MS }

const at = (time: string) => new Date(`2026-11-22T${time}Z`)

const session = (openedAt: string, lastSeenAt: string): Session => ({
  handle: 'h',
  issuer: '',
  person: { subject: 's', name: 'n', companies: [] },
  sealedIdToken: null,
  userAgent: '',
  address: '',
  openedAt: at(openedAt),
  lastSeenAt: at(lastSeenAt),
})

describe('a session', () => {
  test.each([
    ['ends twenty minutes after the last request', '08:00:00', '09:00:00', '09:20:00'],
    ['ends eight hours after the sign-in, even in use', '08:00:00', '15:59:00', '16:00:00'],
    ['ends twenty minutes after the sign-in without further requests', '08:00:00', '08:00:00', '08:20:00'],
  ])('%s', (_, openedAt, lastSeenAt, end) => {
    const used = session(openedAt, lastSeenAt)
    expect(endOf(used, LIMITS)).toEqual(at(end))
    expect(isOver(used, LIMITS, new Date(at(end).getTime() - 1))).toBe(false)
    expect(isOver(used, LIMITS, at(end))).toBe(true)
  })

  test.each([
    ['20 minutes behind its last request goes on', '08:40:00', false],
    ['further behind it ends it: the clock was ahead, perhaps by years', '08:39:59', true],
  ])('under a clock that is set back, %s', (_, now, over) => {
    expect(isOver(session('08:00:00', '09:00:00'), LIMITS, at(now))).toBe(over)
  })
})
