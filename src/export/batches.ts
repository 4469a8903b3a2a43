/** Makes the lines of a table of each batch of what was read. */
export async function* inBatches<From, To>(
  batches: AsyncIterable<readonly From[]>,
  toLines: (items: readonly From[]) => readonly To[],
): AsyncGenerator<readonly To[]> {
  for await (const items of batches) yield toLines(items)
}
