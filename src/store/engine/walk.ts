/**
 * Yields batches; each one is found by the last item of the batch before. Between batches no cursor, transaction or
 * connection stays open, so a slow consumer costs others nothing.
 */
export async function* walk<Item>(
  size: number,
  findAfter: (last: Item | undefined, size: number) => Promise<Item[]>,
): AsyncGenerator<Item[]> {
  for (let last: Item | undefined; ; ) {
    const items = await findAfter(last, size)
    if (items.length > 0) yield items
    if (items.length < size) return
    last = items.at(-1)
  }
}
