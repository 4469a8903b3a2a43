import pg from 'pg'

type Query = (this: pg.Client, ...sent: unknown[]) => Promise<unknown>

/**
 * Cuts the connection of this process's next commit of a transaction that writes.
 * @param when `before` the server receives it, `after` it is done and before the response, or `meanwhile`: either
 * @param first runs before that
 */
export function loseNextCommit(when: 'before' | 'meanwhile' | 'after', first = async () => {}): void {
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const { query } = prototype
  const writing = new WeakSet<pg.Client>()
  prototype.query = async function (...sent) {
    if (/^begin isolation level read committed/.test(String(sent[0]))) writing.add(this)
    if (sent[0] !== 'commit' || !writing.has(this)) return query.apply(this, sent)
    prototype.query = query
    await first()
    const { stream } = (this as unknown as { connection: { stream: { destroy(): void } } }).connection
    if (when === 'before') stream.destroy()
    const answer = query.apply(this, sent)
    if (when === 'after') await answer
    stream.destroy()
    await answer
    throw new Error('Connection terminated unexpectedly')
  }
}
