/**
 * Goes through something in batches, each found from the last item of the one before. Between batches nothing is held
 * open, neither a cursor nor a transaction nor a connection: a slow reader costs others nothing.
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
