/** The series of one metric in the text format of Prometheus: values by labels, sorted as they are in the text. */
export function seriesOf(text: string, metric: string): Record<string, number> {
  const series = text.matchAll(new RegExp(`^${metric}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))
  return Object.fromEntries(Array.from(series, ([, labels = '', value]) => [labels, Number(value)]))
}

/** Metrics whose name, unit or help does not follow the conventions of Prometheus. */
export function unconventional(text: string): string[] {
  const helps = new Map(Array.from(text.matchAll(/^# HELP (\S+) (.+)$/gm), ([, name, help]) => [name!, help!]))
  const types = Array.from(text.matchAll(/^# TYPE (\S+) (\S+)$/gm), ([, name, type]) => ({ name: name!, type }))
  return types
    .filter(({ name, type }) => {
      const isSentence = /^[A-Z].*\.$/.test(helps.get(name) ?? '')
      const isCounted = (type === 'counter') === name.endsWith('_total')
      return !isSentence || !isCounted || !/^(vereqe|process)_[a-z_]+$/.test(name) || /_(ms|kb|minutes)\b/.test(name)
    })
    .map(({ name }) => name)
}
