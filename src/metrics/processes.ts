import { AggregatorRegistry, type Registry } from 'prom-client'
import type { MetricFigures } from './process-metrics.ts'

/**
 * Adds up the figures of several processes. What a process has counted stays counted when it ends: a counter that falls
 * would look like a restart of all of them.
 */
export class Processes {
  #ended: MetricFigures = []

  /** @param last the last figures of a process that has ended */
  end(last: MetricFigures): void {
    const counted = last.filter(({ type }) => COUNTED.includes(String(type)))
    // The metrics of such a sum hold their values.
    this.#ended = addUp([this.#ended, counted]).getMetricsAsArray() as unknown as MetricFigures
  }

  /** @param live the figures of the processes that run */
  text(live: readonly MetricFigures[]): Promise<string> {
    return addUp([...live, this.#ended]).metrics()
  }
}

const COUNTED = ['counter', 'histogram']

function addUp(figures: readonly MetricFigures[]): Registry {
  return AggregatorRegistry.aggregate(figures.map(each => [...each]))
}
