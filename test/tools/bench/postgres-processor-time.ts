/** What a PostgreSQL server on this machine spends, as Linux counts it; elsewhere it is not known. */
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

const TICK_US = 10_000

/** The process that all others of a server come from; null when it cannot be told here. */
export async function findPostmaster(url: string): Promise<number | null> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  const postmaster = readProcess(String(rows[0].pid))?.parent ?? null
  await client.end()
  return postmaster
}

/** Microseconds of processor time of all of a server's processes so far, also of those that have ended. */
export function spentBy_us(postmaster: number): number {
  const ticks = readdirSync('/proc').map(pid => {
    const found = /^\d+$/.test(pid) ? readProcess(pid) : null
    if (found?.parent === postmaster) return found.own
    return Number(pid) === postmaster ? found!.own + found!.ofEnded : 0
  })
  return TICK_US * ticks.reduce((sum, one) => sum + one)
}

/** @returns null when there is no such process, any more or at all */
function readProcess(pid: string): { parent: number; own: number; ofEnded: number } | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // Its name comes first, in brackets, and may hold anything.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    const [, parent] = fields.map(Number)
    const [user, system, userOfEnded, systemOfEnded] = fields.slice(11, 15).map(Number)
    return { parent: parent!, own: user! + system!, ofEnded: userOfEnded! + systemOfEnded! }
  } catch {
    return null
  }
}
