export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new RangeError('Nothing was measured')
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** One of several things that are measured in turn. */
export interface Variant<Cost = number> {
  readonly name: string
  /** Does the work once and returns its cost. */
  measure(): Promise<Cost>
}

/**
 * Measures variants in turn, A B B A, so that drift and other load on the machine affect all of them equally.
 * @returns the costs of each variant in every round, by name
 */
export async function measureInTurn<Cost>(
  variants: readonly Variant<Cost>[],
  rounds: number,
): Promise<Map<string, Cost[]>> {
  const costs = new Map(variants.map(({ name }) => [name, [] as Cost[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const variant of round % 2 === 0 ? variants : variants.toReversed()) {
      costs.get(variant.name)!.push(await variant.measure())
    }
  }
  return costs
}

/** @returns the median cost of each variant, by name */
export async function medianCosts(variants: readonly Variant[], rounds: number): Promise<Map<string, number>> {
  return new Map([...(await measureInTurn(variants, rounds))].map(([name, values]) => [name, median(values)]))
}

/** @returns milliseconds */
export async function timed(work: () => unknown): Promise<number> {
  const started_ms = performance.now()
  await work()
  return performance.now() - started_ms
}
