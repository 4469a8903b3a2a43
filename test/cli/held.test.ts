import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OTHER_TRADER, paidByNumber, paidToCode, TRADER } from '../support/oracle/events.ts'
import { expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

let vereqe: Vereqe
beforeAll(async () => {
  vereqe = await Vereqe.open()
  await vereqe.import([
    paidByNumber('A/1', '5.00', { id: 'by number' }),
    paidToCode('142330', '1.00', { id: 'mine' }),
    paidToCode('142330', '2.00', { id: 'theirs', voen: OTHER_TRADER }),
    'not JSON',
  ])
})
afterAll(() => vereqe[Symbol.asyncDispose]())

interface Listed {
  readonly arrival: number
  readonly reason?: string
  readonly event: { readonly id: string }
}

async function lines(...words: string[]): Promise<Listed[]> {
  const text = await vereqe.output('held', ...words)
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
}
const ids = async (...words: string[]) => (await lines(...words)).map(({ event }) => event.id)

describe('what waits', () => {
  test('is listed in order of arrival, with what each waits for, and of one taxpayer', async () => {
    expect(await lines()).toMatchObject([
      { waitsFor: 'the assessment of declaration A/1', event: { id: 'by number' } },
      { waitsFor: `the registration of taxpayer ${TRADER}`, event: { id: 'mine' } },
      { waitsFor: `the registration of taxpayer ${OTHER_TRADER}`, event: { id: 'theirs' } },
    ])
    expect(await ids('--voen', TRADER)).toEqual(['mine'])
    expect(await ids('--voen', '9999999991')).toEqual([])
  })

  test('is counted, with the age of the earliest', async () => {
    const gauge = JSON.parse(await vereqe.output('held', '--gauge', 'yes'))
    expect(gauge).toEqual({ count: 3, oldestSeconds: expect.any(Number), rejected: 1 })
    expect(gauge.oldestSeconds).toBeLessThan(60)
  })

  test('is tried again, and waits on', async () => {
    expect(await vereqe.output('retry-held')).toBe('{"applied":0,"rejected":0,"held":3}\n')
  })

  test.each<[what: string, words: string[], says: RegExp]>([
    ['of what is no VÖEN', ['--voen', '12'], /--voen must be ten digits/],
    ['with an option that is neither yes nor away', ['--gauge', 'no'], /--gauge must be yes or left out, not "no"/],
    ['as a count of one taxpayer', ['--gauge', 'yes', '--voen', TRADER], /--gauge counts all that waits/],
  ])('is not listed %s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['held', ...words]), says)
  })
})

describe('dismiss-held', () => {
  test('gives up one that waits, with a reason; it is listed apart, and verify finds nothing', async () => {
    await using copy = await vereqe.copy()
    const [{ arrival } = { arrival: 0 }] = await lines()
    const reason = 'Göndərən geri istədi, "sənəd" 7'
    expect(await copy.run(['dismiss-held', String(arrival), '--reason', ` ${reason} `])).toMatchObject({
      ...{ code: 0, stdout: '', stderr: `The event in place ${arrival} is dismissed.\n` },
    })
    const listed = JSON.parse(await copy.output('held', '--dismissed', 'yes'))
    expect(listed).toMatchObject({ arrival, reason, event: { id: 'by number' } })
    expect(Date.parse(listed.dismissedAt)).toBeGreaterThan(0)
    expect(await copy.output('held', '--dismissed', 'yes', '--voen', TRADER)).toBe('')
    expect(JSON.parse(await copy.output('held', '--gauge', 'yes'))).toMatchObject({ count: 2 })
    expect(await copy.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
    expectRefusal(
      await copy.run(['dismiss-held', String(arrival), '--reason', 'again']),
      `no event waits in place ${arrival}; held lists those that do`,
    )
  })

  test.each<[what: string, words: string[], says: RegExp]>([
    ['without a reason', ['1'], /--reason must say why/],
    ['for blanks', ['1', '--reason', '  '], /--reason must say why/],
    ['for a story', ['1', '--reason', 'x'.repeat(501)], /--reason must be 500 characters at most/],
    ['of no place', ['--reason', 'r'], /dismiss-held needs ARRIVAL; usage: dismiss-held ARRIVAL --reason TEXT/],
    ['of what is no place', ['one', '--reason', 'r'], /ARRIVAL must be a place in the log, as held lists it/],
    ['of an empty place', ['4000', '--reason', 'r'], /no event waits in place 4000/],
  ])('is refused %s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['dismiss-held', ...words]), says)
  })
})
