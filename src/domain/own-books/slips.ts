import type { Slip } from './outcome.ts'

/** How an effect of a line finds the effects of operations that a slip explains: they have a key in common. */
interface SlipKeys {
  readonly ofLine: (effect: number) => readonly string[]
  readonly ofOperation: (effect: number) => readonly string[]
}

/** Qəpik. */
const MANAT = 100

function plain(effect: number): readonly string[] {
  return [`${effect}`]
}

const explainedBy = (effects: (effect: number) => readonly number[]): SlipKeys => ({
  ofLine: effect => effects(effect).filter(Number.isSafeInteger).map(String),
  ofOperation: plain,
})

export const SLIP_KEYS: Readonly<Record<Slip, SlipKeys>> = {
  sign: explainedBy(effect => [-effect]),
  rounding: explainedBy(effect => sameSign(effect, [effect - 1, effect + 1])),
  'whole-manat': {
    ofLine: effect => (isWhole(effect) ? [`about ${effect}`] : wholesBeside(effect).map(String)),
    ofOperation: effect => (isWhole(effect) ? plain(effect) : wholesBeside(effect).map(whole => `about ${whole}`)),
  },
  'swapped-digits': explainedBy(withSwappedDigits),
  'decimal-place': explainedBy(effect => [effect * 10, effect / 10, effect * MANAT, effect / MANAT]),
  twice: explainedBy(effect => [effect * 2, effect / 2]),
}

function isWhole(effect: number): boolean {
  return effect % MANAT === 0
}

/** The whole manats before and after an effect that is none; 0 is no effect. */
function wholesBeside(effect: number): readonly number[] {
  const before = Math.floor(effect / MANAT) * MANAT
  return [before, before + MANAT].filter(whole => whole !== 0)
}

function sameSign(effect: number, others: readonly number[]): readonly number[] {
  return others.filter(other => other * effect > 0)
}

function withSwappedDigits(effect: number): readonly number[] {
  const digits = `${Math.abs(effect)}`
  const swapped: number[] = []
  for (let at = 0; at + 1 < digits.length; at += 1) {
    const text = digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2)
    if (text !== digits && !text.startsWith('0')) swapped.push(Math.sign(effect) * Number.parseInt(text, 10))
  }
  return swapped
}
