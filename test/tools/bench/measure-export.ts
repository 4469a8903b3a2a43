/** The export of a whole account over HTTP, compared with the sqlite3 command writing the same text. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { LEDGERS } from '../../../src/domain/fund.ts'
import { MACHINE_HEADER } from '../../../src/export/machine-csv.ts'
import type { LargeStore } from './large-store.ts'
import { ReaderProcess } from './reader-process.ts'
import { ServerProcess } from './server-process.ts'
import { medianCosts, timed } from './statistics.ts'
import { count, type Finding } from './table.ts'
import { tell } from './workspace.ts'

const ROUNDS = 3

export function exportOf({ url }: ServerProcess, { large, cookie }: LargeStore) {
  return { url: `${url}/accounts/${large.voen}/export?dialect=machine`, cookie }
}

export async function measureExport(store: LargeStore): Promise<Finding[]> {
  tell('Export: comparing the bytes')
  const finding = { mark: { min: 0.5 }, measured: `export of ${count(store.large.rows)} rows over HTTP` }
  const expected = await hashOfSqlite(store)
  if (expected === null) {
    const against = 'sqlite3 -csv: there is no sqlite3 command here (Debian: apt-get install sqlite3)'
    return [{ ...finding, against, value: null }]
  }
  const server = await ServerProcess.start(store.url)
  const reader = new ReaderProcess()
  const whole = exportOf(server, store)
  const { sha256, bytes } = await reader.download({ ...whole, hashed: true })
  if (sha256 !== expected) throw new Error('The export and sqlite3 do not write the same bytes')
  tell('Export: alternating with sqlite3')
  const times_ms = await medianCosts(
    [
      { name: 'export', measure: async () => (await reader.download(whole)).milliseconds },
      { name: 'sqlite3', measure: () => timed(() => runSqlite(store, 'ignore')) },
    ],
    ROUNDS,
  )
  await reader.stop()
  await server.stop()
  const [export_ms, sqlite_ms] = [times_ms.get('export')!, times_ms.get('sqlite3')!]
  const seconds = (time_ms: number) => `${(time_ms / 1000).toFixed(2)} s`
  return [
    {
      ...finding,
      measured: `${finding.measured}, ${count(bytes / 1e6)} MB: ${seconds(export_ms)}`,
      against: `sqlite3 -csv writing the same bytes to /dev/null: ${seconds(sqlite_ms)}`,
      value: sqlite_ms / export_ms,
    },
  ]
}

/** SHA-256 of the output of sqlite3; null when the command is not installed. */
async function hashOfSqlite(store: LargeStore): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    await runSqlite(store, 'pipe', chunk => hash.update(chunk))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return hash.digest('hex')
}

async function runSqlite(
  { path, large }: LargeStore,
  output: 'pipe' | 'ignore',
  onData?: (chunk: Buffer) => void,
): Promise<void> {
  const sqlite = spawn('sqlite3', ['-batch', '-csv', '-newline', '\n', path], { stdio: ['pipe', output, 'inherit'] })
  if (onData) sqlite.stdout!.on('data', onData)
  sqlite.stdin!.on('error', () => {})
  sqlite.stdin!.end(`.print ${MACHINE_HEADER}${LEDGERS.map(ledger => ledgerQuery(large.voen, ledger)).join('')}`)
  const [code] = await once(sqlite, 'close')
  if (code !== 0) throw new Error(`sqlite3 ended with ${code}`)
}

function ledgerQuery(voen: string, ledger: string): string {
  const manat = (column: string) => `printf('%d.%02d', ${column} / 100, ${column} % 100)`
  return `select voen, operation_date, ledger, declaration, reference, type, channel, payment_date, ${manat('amount')},
    ${manat('debt')}, ${manat('overpayment')}, event_id, seq, cause
    from ledger_entry where voen = '${voen}' and ledger = '${ledger}' order by seq;\n`
}
