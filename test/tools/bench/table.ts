/** The findings of the bench as a text table. */

export interface Finding {
  /** The measured work, and its cost. */
  readonly measured: string
  /** The work it is compared with, and its cost. */
  readonly against: string
  /** Null when it could not be measured on this machine. */
  readonly value: number | null
  /** The promised bound; null for a figure without one. */
  readonly mark: { readonly min: number } | { readonly max: number } | null
  readonly unit?: 'MB' | 'ms'
}

export interface Part {
  readonly title: string
  readonly findings: readonly Finding[]
}

const HEAD = ['measured', 'against', 'value', 'mark', '']
const WIDEST_TEXT = 64

export function isMet({ value, mark }: Finding): boolean | null {
  if (value === null || mark === null) return null
  return 'min' in mark ? value >= mark.min : value <= mark.max
}

/** The findings of each part, and a summary as the last line. */
export function table(parts: readonly Part[]): string {
  const rows = parts.map(({ title, findings }) => ({ title, lines: findings.flatMap(toLines) }))
  const all = [HEAD, ...rows.flatMap(({ lines }) => lines)]
  const widths = HEAD.map((_, column) => Math.max(...all.map(line => line[column]!.length)))
  const print = (line: readonly string[]) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')
  const findings = parts.flatMap(part => part.findings).filter(({ mark }) => mark !== null)
  const [met, measured] = [findings.filter(isMet).length, findings.filter(({ value }) => value !== null).length]
  return [
    print(HEAD),
    print(widths.map(width => '-'.repeat(width))),
    ...rows.flatMap(({ title, lines }) => ['', title.toUpperCase(), ...lines.map(print)]),
    '',
    `${met} of ${findings.length} marks met${measured < findings.length ? `, ${findings.length - measured} not measured` : ''}.`,
    '',
  ]
    .map(line => line.trimEnd())
    .join('\n')
}

function toLines(finding: Finding): string[][] {
  const { measured, against, value, mark, unit } = finding
  const figure = (number: number) => (unit ? `${number.toFixed(0)} ${unit}` : number.toFixed(number < 10 ? 2 : 0))
  const met = isMet(finding)
  const [left, right] = [wrap(measured), wrap(against)]
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
    left[index] ?? '',
    right[index] ?? '',
    ...(index > 0
      ? ['', '', '']
      : [
          value === null ? '–' : figure(value),
          mark === null ? '' : 'min' in mark ? `≥ ${figure(mark.min)}` : `≤ ${figure(mark.max)}`,
          value === null ? 'not measured' : mark === null ? '' : met ? 'met' : 'MISSED',
        ]),
  ])
}

function wrap(text: string): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    if (line.length + 1 + word.length > WIDEST_TEXT) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}

const counts = new Intl.NumberFormat('en')

/** 1234567.8 → `1,234,568`. */
export function count(number: number): string {
  return counts.format(Math.round(number))
}
