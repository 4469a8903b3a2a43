import { Gauge, Registry } from 'prom-client'
import { WAITS } from '../domain/decision.ts'
import { ageOf } from '../services/intake/held.ts'
import { type HeldFigures, MAX_COUNTED } from '../services/intake/intake-figures.ts'
import type { StoreFigures } from './store-observer.ts'

/** What is the same for all processes of a server. */
export interface ServerFigures {
  readonly version: string
  readonly store: 'sqlite' | 'postgres'
  /** How many processes told their figures. */
  readonly processes: number
  /** Null when the store does not answer: then nothing else is told of it. */
  readonly figures: StoreFigures | null
  readonly isWritable: boolean
  readonly now: Date
}

type Labels = Readonly<Record<string, string>>

export function storeText({ version, store, processes, figures, isWritable, now }: ServerFigures): Promise<string> {
  const registry = new Registry()
  const gauge = (name: string, help: string, values: readonly (readonly [value: number | null, labels?: Labels])[]) => {
    const told = values.filter(([value]) => value !== null)
    if (told.length === 0) return
    const labelNames = Object.keys(told[0]![1] ?? {})
    const metric = new Gauge({ name: `vereqe_${name}`, help, labelNames, registers: [registry] })
    for (const [value, labels = {}] of told) metric.set(labels, value!)
  }
  gauge('info', 'The version of the program and the kind of its store.', [[1, { version, store }]])
  gauge('processes', 'Processes whose figures are in this answer.', [[processes]])
  gauge('store_up', 'Whether the store answered within two seconds: 1 or 0.', [[figures ? 1 : 0]])
  const writable = 'Whether the store could last be written and had the schema of this version: 1 or 0.'
  gauge('store_writable', writable, [[isWritable ? 1 : 0]])
  if (!figures) return registry.metrics()
  const { held, rejected, lastEvents, size } = figures
  const ofReasons = (figureOf: (held: HeldFigures) => number) =>
    WAITS.map(reason => [figureOf(held[reason]), { reason }] as const)
  gauge(
    'held_events',
    `Events that wait, by what they wait for, counted up to ${MAX_COUNTED} each.`,
    ofReasons(({ count }) => count),
  )
  gauge(
    'held_events_oldest_age_seconds',
    'Age of the oldest event that waits, by what it waits for; 0 when none does.',
    ofReasons(({ since }) => (since ? ageOf(since, now) : 0)),
  )
  gauge('rejected_events', `Rejections that no operator has cleared, counted up to ${MAX_COUNTED}.`, [[rejected]])
  gauge(
    'last_event_timestamp_seconds',
    'When the last payment of a channel was received; absent until one is found in the log.',
    [...lastEvents].map(([channel, received]) => [received.getTime() / 1000, { channel }]),
  )
  gauge('store_size_bytes', 'Size of the SQLite file or of the PostgreSQL database.', [[size.store_bytes]])
  gauge('store_wal_bytes', 'Size of the write-ahead log beside the SQLite file.', [[size.wal_bytes]])
  gauge('store_free_bytes', 'Room on the disk of the SQLite file.', [[size.free_bytes]])
  return registry.metrics()
}
