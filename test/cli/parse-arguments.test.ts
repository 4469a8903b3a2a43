import { describe, expect, test } from 'vitest'
import { addSenderCommand } from '../../src/cli/commands/add-sender.ts'
import { heldCommand } from '../../src/cli/commands/held.ts'
import { parseArguments } from '../../src/cli/parse-arguments.ts'

describe('a flag', () => {
  test.each([[['--gauge']], [['--gauge', 'yes']], [['--gauge=yes']]])('is set by %j', words => {
    expect(parseArguments(heldCommand, words)).toEqual({ options: { gauge: true }, operands: [] })
  })

  test('may stand before an option, and last', () => {
    const expected = { options: { bills: true, types: 'payment.received' }, operands: ['hop'] }
    expect(parseArguments(addSenderCommand, ['hop', '--bills', '--types', 'payment.received'])).toEqual(expected)
    expect(parseArguments(addSenderCommand, ['hop', '--types', 'payment.received', '--bills', 'yes'])).toEqual(expected)
  })

  test.each([[['--bills', 'no']], [['--bills=no']], [['--bills=']], [['hop', '--bills', 'no']], [['--bills', 'hop']]])(
    'refuses another word as its value: %j',
    words => {
      expect(() => parseArguments(addSenderCommand, words)).toThrow('--bills takes no value')
    },
  )

  test('leaves the values of other options alone', () => {
    expect(parseArguments(heldCommand, ['--voen', 'yes', '--gauge'])).toMatchObject({
      options: { voen: 'yes', gauge: true },
    })
  })
})
