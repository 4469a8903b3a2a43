import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ProcessMetrics } from '../../src/metrics/process-metrics.ts'
import { storeText } from '../../src/metrics/store-metrics.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const HELD = { count: 0, since: null }

async function metricNames(): Promise<Set<string>> {
  const ofProcess = new ProcessMetrics(() => ({ used: 0, idle: 0, waiting: 0 }))
  const figures = {
    held: { taxpayer: HELD, declaration: HELD, assignment: HELD },
    rejected: 0,
    lastEvents: new Map([['hop', NOW]] as const),
    size: { store_bytes: 1, wal_bytes: 1, free_bytes: 1 },
  }
  const about = { version: '1', store: 'sqlite', processes: 1, isWritable: true, now: NOW } as const
  const text = (await ofProcess.text()) + (await storeText({ ...about, figures }))
  return new Set(Array.from(text.matchAll(/^# TYPE (\S+)/gm), ([, name]) => name!))
}

const namesIn = (text: string) =>
  new Set(text.match(/\b(?:vereqe|process)_[a-z_]+/g)?.map(name => name.replace(/_bucket$/, '')))

test.each(['.deploy/alerts.yml', '.github/OPERATIONS.md'])('%s names only metrics that exist', async path => {
  const named = namesIn(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'))
  for (const role of ['vereqe_reader', 'vereqe_service', 'vereqe_gate', 'vereqe_papers']) named.delete(role)
  expect(named.size).toBeGreaterThan(8)
  expect([...named.difference(await metricNames())]).toEqual([])
})

test('OPERATIONS.md describes every metric', async () => {
  const named = namesIn(await readFile(new URL('../../.github/OPERATIONS.md', import.meta.url), 'utf8'))
  expect([...(await metricNames()).difference(named)]).toEqual([])
})
