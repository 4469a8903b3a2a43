import { oneLine } from '../command.ts'

/** One line of what `doctor` found. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'fault'
  /** Names the check in one to three words. */
  readonly check: string
  /** Says what to do, unless all is well. */
  readonly sentence: string
}

export const ok = (check: string, sentence: string): Finding => ({ level: 'ok', check, sentence })
export const warning = (check: string, sentence: string): Finding => ({ level: 'warning', check, sentence })
export const fault = (check: string, sentence: string): Finding => ({ level: 'fault', check, sentence })

const LEVEL_WIDTH = 'warning'.length
const CHECK_WIDTH = 'identity provider'.length

export function describeFindings(findings: readonly Finding[]): string {
  return findings
    .map(
      ({ level, check, sentence }) =>
        `${level.padEnd(LEVEL_WIDTH)}  ${check.padEnd(CHECK_WIDTH)}  ${oneLine(sentence)}\n`,
    )
    .join('')
}

export function exitCodeOf(findings: readonly Finding[]): number {
  return findings.some(({ level }) => level === 'fault') ? 1 : 0
}
