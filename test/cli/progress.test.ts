import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CommandContext } from '../../src/cli/command.ts'
import { Progress } from '../../src/cli/progress.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  // A command has run for a while.
  vi.advanceTimersByTime(5000)
})
afterEach(() => void vi.useRealTimers())

function watched(isTTY: boolean): { progress: Progress; written: string[] } {
  const written: string[] = []
  const stderr = { isTTY, write: (piece: string) => written.push(piece) } as unknown as CommandContext['stderr']
  return { progress: new Progress(stderr, 'accounts'), written }
}

test('progress says nothing in its first moment, and then what is done and how long the rest takes', () => {
  const { progress, written } = watched(true)
  progress.show(1, 0.001)
  expect(written).toEqual([])
  vi.advanceTimersByTime(2000)
  progress.show(200, 0.2)
  progress.show(201, 0.201)
  expect(written).toEqual(['\r\u001b[K200 accounts, 100/s, 20 %, 8 s left'])
})

test('progress says nothing where no person looks', () => {
  const { progress, written } = watched(false)
  vi.advanceTimersByTime(2000)
  progress.show(200, 0.2)
  progress.clear()
  expect(written).toEqual([])
})
