/** A person waits so long for an answer; what takes longer shows how far it is. */
const PATIENCE_MS = 1500

/** Waits a little for work that goes on beside the request. The work must not fail. */
export async function waitALittle(work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, PATIENCE_MS)
  void work.then(resolve)
  await promise
  clearTimeout(timer)
}
