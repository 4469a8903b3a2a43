import { expect, test } from 'vitest'
import { type PaperNumber, paperNumberOf, parsePaperNumber } from '../../src/domain/paper-number.ts'

const RANDOM = Uint8Array.from({ length: 19 }, (_, index) => index * 37 + 5)
const NUMBER = paperNumberOf(RANDOM)

test('a number has five groups of four symbols and is read again', () => {
  expect(NUMBER).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/)
  expect(parsePaperNumber(NUMBER)).toBe(NUMBER)
})

test('a number is read as people type it', () => {
  const zeros = paperNumberOf(new Uint8Array(19))
  expect(parsePaperNumber(` ${NUMBER.toLowerCase().replaceAll('-', ' ')} `)).toBe(NUMBER)
  expect(parsePaperNumber(NUMBER.replaceAll('-', '–'))).toBe(NUMBER)
  expect(parsePaperNumber(zeros.replaceAll('0', 'o'))).toBe(zeros)
  const ones = paperNumberOf(new Uint8Array(19).fill(1))
  expect(parsePaperNumber(ones.replaceAll('1', 'l'))).toBe(ones)
})

test('each wrong symbol is noticed, and neighbours that changed places', () => {
  const symbols = [...NUMBER]
  for (const [index, symbol] of symbols.entries()) {
    if (symbol === '-') continue
    const wrong = symbols.with(index, symbol === 'A' ? 'B' : 'A').join('')
    expect(parsePaperNumber(wrong), wrong).toBe('mistyped')
    const next = symbols[index + 1]
    if (!next || next === '-' || next === symbol || [symbol, next].sort().join('') === '0Z') continue
    const swapped = symbols
      .with(index, next)
      .with(index + 1, symbol)
      .join('')
    expect(parsePaperNumber(swapped), swapped).toBe('mistyped')
  }
})

test.each(['', 'A', `${NUMBER}A`, NUMBER.slice(1), NUMBER.replace(/.$/, 'ə'), '😀'.repeat(10)])(
  '%j is no number',
  text => {
    expect(parsePaperNumber(text)).toBeNull()
  },
)

test('numbers of other bytes are other numbers', () => {
  const numbers = new Set<PaperNumber>()
  for (let byte = 0; byte < 32; byte += 1) numbers.add(paperNumberOf(RANDOM.with(7, byte)))
  expect(numbers.size).toBe(32)
})
