/** The processor time of a PostgreSQL server on this machine, from Linux /proc; null on other systems. */
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

const TICK_US = 10_000

/** The parent process of the server; null when it is unknown. */
export async function findPostmaster(url: string): Promise<number | null> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  const postmaster = readProcess(String(rows[0].pid))?.parent ?? null
  await client.end()
  return postmaster
}

/** Microseconds of processor time of all processes of the server so far, including ended ones. */
export function spentBy_us(postmaster: number): number {
  const ticks = readdirSync('/proc').map(pid => {
    const found = /^\d+$/.test(pid) ? readProcess(pid) : null
    if (found?.parent === postmaster) return found.own
    return Number(pid) === postmaster ? found!.own + found!.ofEnded : 0
  })
  return TICK_US * ticks.reduce((sum, one) => sum + one)
}

/** @returns null when the process does not exist */
function readProcess(pid: string): { parent: number; own: number; ofEnded: number } | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The process name comes first, in brackets, and may contain blanks and brackets.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    const [, parent] = fields.map(Number)
    const [user, system, userOfEnded, systemOfEnded] = fields.slice(11, 15).map(Number)
    return { parent: parent!, own: user! + system!, ofEnded: userOfEnded! + systemOfEnded! }
  } catch {
    return null
  }
}
