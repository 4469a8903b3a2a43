import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MAX_REJECTIONS } from '../../src/domain/sender.ts'
import { registered } from '../support/oracle/events.ts'
import { counts, expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

let vereqe: Vereqe
beforeEach(async () => {
  vereqe = await Vereqe.open()
  await vereqe.import([registered(), 'not JSON', '7'])
})
afterEach(() => vereqe[Symbol.asyncDispose]())

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))

const rejected = async () => linesOf(await vereqe.output('rejected'))
const gauge = async () => JSON.parse(await vereqe.output('held', '--gauge')).rejected
const clear = (...words: string[]) => vereqe.run(['clear-rejected', '--reason', 'Sent again, "düzgün"', ...words])

describe('clear-rejected', () => {
  test('deletes the rejections, with one line in the audit log that says how many and why', async () => {
    expect(await rejected()).toMatchObject([{ sender: null }, { sender: null }])
    expect(await gauge()).toBe(2)
    const stderr = '2 rejections are cleared, and 0 that were counted only.\n'
    expect(await clear()).toEqual({ code: 0, signal: null, stdout: '', stderr })
    expect(await rejected()).toEqual([])
    expect(await gauge()).toBe(0)
    const audited = linesOf(await vereqe.output('audit'))
    expect(audited).toMatchObject([
      {
        action: 'rejections-cleared',
        address: 'command line',
        detail: { sender: null, before: null, rejections: 2, notKept: 0, reason: 'Sent again, "düzgün"' },
      },
    ])
    expect(await vereqe.run(['verify'])).toMatchObject({ code: 0 })
  })

  test('clears nothing of other senders, or of later days, and writes no line', async () => {
    await vereqe.run(['add-sender', 'hop', '--types', 'payment.received', '--channels', 'hop'])
    for (const words of [
      ['--sender', 'hop'],
      ['--before', '2026-01-01'],
    ]) {
      expect(await clear(...words)).toMatchObject({ code: 0, stderr: 'There are no such rejections.\n' })
    }
    expect(await rejected()).toHaveLength(2)
    expect(await vereqe.output('audit')).not.toContain('rejections-cleared')
    expect(await clear('--sender', '-')).toMatchObject({ code: 0 })
    expect(await rejected()).toEqual([])
  })

  test.each<[what: string, words: string[], says: string | RegExp]>([
    ['a missing reason', [], /--reason must say why they are cleared/],
    ['a blank reason', ['--reason', ' '], /--reason must say why they are cleared/],
    ['a reason that is too long', ['--reason', 'x'.repeat(501)], /--reason must be at most 500 characters/],
    ['an unknown sender', ['--reason', 'r', '--sender', 'nobody'], 'no sender is registered as "nobody"'],
    ['a day that is none', ['--reason', 'r', '--before', '2026-02-30'], /--before must be a real date/],
    ['a day to come', ['--reason', 'r', '--before', '9000-01-01'], '--before 9000-01-01 is in the future'],
  ])('refuses %s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['clear-rejected', ...words]), says)
    expect(await rejected()).toHaveLength(2)
  })
})

test('an import beyond the bound answers each line, keeps up to the bound, and rejected says how many are missing', async () => {
  const lines = Array.from({ length: MAX_REJECTIONS + 10 }, (_, number) => `{"n":${number}}`)
  const { code, stdout, stderr } = await vereqe.import(lines)
  expect([code, counts(stdout)]).toMatchObject([1, { rejected: MAX_REJECTIONS + 10 }])
  expect(stderr.trimEnd().split('\n')).toHaveLength(MAX_REJECTIONS + 10)
  const listed = await vereqe.run(['rejected'])
  expect(linesOf(listed.stdout)).toHaveLength(MAX_REJECTIONS)
  expect(listed.stderr).toMatch(/^12 more rejections of the command line from \S+ to \S+ were counted but not kept/)
  expect(await gauge()).toBe(MAX_REJECTIONS + 12)
  expect((await clear()).stderr).toBe(`${MAX_REJECTIONS} rejections are cleared, and 12 that were counted only.\n`)
  expect(await gauge()).toBe(0)
})
