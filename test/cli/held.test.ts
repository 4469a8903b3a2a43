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
    paidToCode('142330', '3.00', { id: 'unknown payer', voen: undefined }),
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

describe('held', () => {
  test('lists the held events in order of arrival with what each waits for, and filters by taxpayer', async () => {
    expect(await lines()).toMatchObject([
      { waitsFor: 'the assessment of declaration A/1', event: { id: 'by number' } },
      { waitsFor: `the registration of taxpayer ${TRADER}`, event: { id: 'mine' } },
      { waitsFor: `the registration of taxpayer ${OTHER_TRADER}`, event: { id: 'theirs' } },
      { waitsFor: 'its assignment: the payer could not be told', event: { id: 'unknown payer' } },
    ])
    expect(await ids('--voen', TRADER)).toEqual(['mine'])
    expect(await ids('--voen', '9999999991')).toEqual([])
  })

  test('prints the count and the age of the oldest with --gauge', async () => {
    const gauge = JSON.parse(await vereqe.output('held', '--gauge'))
    expect(gauge).toEqual({
      count: 4,
      waitsFor: { taxpayer: 2, declaration: 1, assignment: 1 },
      oldestSeconds: expect.any(Number),
      rejected: 1,
    })
    expect(gauge.oldestSeconds).toBeLessThan(60)
  })

  test('retry-held leaves events held that still wait', async () => {
    expect(await vereqe.output('retry-held')).toBe('{"applied":0,"rejected":0,"held":4}\n')
  })

  test.each<[what: string, words: string[], says: RegExp]>([
    ['a malformed VÖEN', ['--voen', '12'], /--voen must be ten digits/],
    ['a flag with a value', ['--gauge', 'no'], /--gauge takes no value, not "no"/],
    ['a count for one taxpayer', ['--gauge', '--voen', TRADER], /--gauge counts all held events/],
  ])('refuses %s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['held', ...words]), says)
  })
})

describe('dismiss-held', () => {
  test('dismisses a held event with a reason; held --dismissed lists it, and verify finds no difference', async () => {
    await using copy = await vereqe.copy()
    const [{ arrival } = { arrival: 0 }] = await lines()
    const reason = 'Göndərən geri istədi, "sənəd" 7'
    expect(await copy.run(['dismiss-held', String(arrival), '--reason', ` ${reason} `])).toMatchObject({
      ...{ code: 0, stdout: '', stderr: `The event at log position ${arrival} is dismissed.\n` },
    })
    const listed = JSON.parse(await copy.output('held', '--dismissed'))
    expect(listed).toMatchObject({ arrival, reason, event: { id: 'by number' } })
    expect(Date.parse(listed.dismissedAt)).toBeGreaterThan(0)
    expect(await copy.output('held', '--dismissed', '--voen', TRADER)).toBe('')
    expect(JSON.parse(await copy.output('audit'))).toMatchObject({
      ...{ action: 'event-dismissed', at: listed.dismissedAt, address: 'command line', detail: { arrival, reason } },
    })
    expect(JSON.parse(await copy.output('held', '--gauge'))).toMatchObject({ count: 3 })
    expect(await copy.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
    expectRefusal(
      await copy.run(['dismiss-held', String(arrival), '--reason', 'again']),
      `no event is held at log position ${arrival}; held lists the held events`,
    )
  })

  test.each<[what: string, words: string[], says: RegExp]>([
    ['a missing reason', ['1'], /--reason must say why/],
    ['a blank reason', ['1', '--reason', '  '], /--reason must say why/],
    ['a reason that is too long', ['1', '--reason', 'x'.repeat(501)], /--reason must be at most 500 characters/],
    ['a missing position', ['--reason', 'r'], /dismiss-held needs ARRIVAL; usage: dismiss-held ARRIVAL --reason TEXT/],
    ['a position that is not a number', ['one', '--reason', 'r'], /ARRIVAL must be a log position; held lists them/],
    ['a position without a held event', ['4000', '--reason', 'r'], /no event is held at log position 4000/],
  ])('refuses %s', async (_, words, says) => {
    expectRefusal(await vereqe.run(['dismiss-held', ...words]), says)
  })
})
