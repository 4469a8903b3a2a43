import { describe, expect, test } from 'vitest'
import { isolatedText, visibleText, withoutControls } from '../../src/domain/visible-text.ts'

describe('text of a sender', () => {
  test.each([
    ['\u0000=1+1', '\uFFFD=1+1'],
    ['a\u001B[31mb', 'a\uFFFD[31mb'],
    ['a\u007Fb\u0085c\u009Bd', 'a\uFFFDb\uFFFDc\uFFFDd'],
    ['a\tb\nc\r\nd', 'a\tb\nc\r\nd'],
    ['Ə 😀 e\u0301 \u00A0', 'Ə 😀 e\u0301 \u00A0'],
    ['\u202Eabc', '\u202Eabc'],
  ])('%j leaves no control character but tab and line break', (text, shown) => {
    expect(withoutControls(text)).toBe(shown)
  })

  test('loses the marks that turn round what follows', () => {
    expect(visibleText('a\u202Eb\u2066c\u2069d\u200E')).toBe('a\uFFFDb\uFFFDc\uFFFDd\u200E')
  })

  test('is isolated in a sentence where it has right-to-left letters, and cannot end its isolation', () => {
    expect(isolatedText('AKT-1')).toBe('AKT-1')
    expect(isolatedText('א1')).toBe('\u2068א1\u2069')
    expect(isolatedText('א\u20691')).toBe('\u2068א\uFFFD1\u2069')
  })
})
