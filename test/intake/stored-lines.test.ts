import { expect, test } from 'vitest'
import { StoredLines } from '../../src/intake/stored-lines.ts'

test('stored lines are read as they were pushed, over the bounds of blocks and with their problems', () => {
  const lines = new StoredLines()
  const pushed = [
    '{"name":"Ə👨"}',
    '',
    'ə'.repeat(32_000),
    { content: '\uFFFD'.repeat(64 * 1024), problem: { code: 'not-utf8' } },
    'x'.repeat(64 * 1024),
    '7',
  ]
  for (const line of pushed) lines.push(line)
  expect([...lines]).toEqual(pushed)
  expect([...lines]).toEqual(pushed)
  lines.release()
  expect([...lines]).toEqual([])
})
