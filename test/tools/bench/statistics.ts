/** What is made of times that were measured again and again. */

export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new RangeError('Nothing was measured')
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Something that is measured by turns with others. */
export interface Variant<Cost = number> {
  readonly name: string
  /** Does it once and tells what it cost. */
  measure(): Promise<Cost>
}

/**
 * Measures variants by turns, A B A B, each second round in the opposite order, so that drift and other work on the
 * machine fall on all of them alike.
 * @returns what each variant cost in every round, by its name
 */
export async function allByTurns<Cost>(
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

/** The median of each variant, by its name, of what is measured by turns. */
export async function byTurns(variants: readonly Variant[], rounds: number): Promise<Map<string, number>> {
  return new Map([...(await allByTurns(variants, rounds))].map(([name, values]) => [name, median(values)]))
}

/** How long a piece of work takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const started_ms = performance.now()
  await work()
  return performance.now() - started_ms
}
