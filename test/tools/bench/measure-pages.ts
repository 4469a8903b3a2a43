/** The cost of a ledger page in processor time of the server, which other load on the machine hardly changes. */
import { combinations, LEDGER, middleOf, nameOf, queryOf } from './filters.ts'
import type { LargeStore } from './large-store.ts'
import { measurePageCosts } from './page-costs.ts'
import { GUARDED, ServerProcess } from './server-process.ts'
import { count, type Finding } from './table.ts'
import { tell } from './workspace.ts'

const CONNECTIONS = 4

export async function measurePages(store: LargeStore): Promise<Finding[]> {
  const server = await ServerProcess.start(store.url)
  try {
    return [...(await measurePlainPages(server, store)), ...(await measureFilters(server, store))]
  } finally {
    await server.stop()
  }
}

async function measurePlainPages(server: ServerProcess, { url, large, small, cookie }: LargeStore): Promise<Finding[]> {
  tell('Ledger pages: small and large account, fixed bytes, compressed')
  const [onLarge, onSmall] = [large, small].map(({ voen }) => `/accounts/${voen}/ledgers/${LEDGER}`) as [string, string]
  const page = await fetch(server.url + onLarge, { headers: { 'accept-encoding': 'identity', cookie } })
  const headers = Object.fromEntries([...page.headers].filter(([name]) => !UNMADE_HEADERS.includes(name)))
  const body = await page.text()
  const fixed = await ServerProcess.start({ body, headers })
  const guarded = await ServerProcess.start({ body, headers, store: url })
  const costs = await measurePageCosts(
    [
      { name: 'large', server, path: onLarge },
      { name: 'small', server, path: onSmall },
      { name: 'fixed', server: fixed, path: onLarge },
      { name: 'guarded', server: guarded, path: `/accounts/${large.voen}${GUARDED}` },
      { name: 'brotli', server, path: onLarge, acceptEncoding: 'br' },
      { name: 'gzip', server, path: onLarge, acceptEncoding: 'gzip' },
    ],
    { requests: 300, rounds: 9, connections: CONNECTIONS, cookie },
  )
  await fixed.stop()
  await guarded.stop()
  const cost = (name: string) => costs.get(name)!.cpu_us
  const inMicroseconds = (name: string) => `${cost(name).toFixed(0)} µs`
  const plain = `the plain page of 25 rows, ledger ${LEDGER}, account of ${count(large.rows)} rows: ${inMicroseconds('large')}`
  return [
    {
      measured: `${plain} of the server's processor time`,
      against: `the same page, account of ${count(small.rows)} rows: ${inMicroseconds('small')}`,
      value: cost('large') / cost('small'),
      mark: { max: 1.2 },
    },
    {
      measured: plain,
      against: `the same ${count(Buffer.byteLength(body))} bytes, prepared and answered by Hono on @hono/node-server: ${inMicroseconds('fixed')} (next mark 0.18)`,
      value: cost('fixed') / cost('large'),
      mark: { min: 0.12 },
    },
    ...['brotli', 'gzip'].map(name => ({
      measured: `the plain page with ${name}: ${inMicroseconds(name)}`,
      against: `without compression: ${inMicroseconds('large')}`,
      value: cost('large') / cost(name),
      mark: { min: 0.65 },
    })),
    {
      measured: `the session and access check: the prepared bytes take ${inMicroseconds('guarded')} with it, and ${inMicroseconds('fixed')} without`,
      against: plain,
      value: (cost('guarded') - cost('fixed')) / cost('large'),
      mark: { max: 0.3 },
    },
  ]
}

/** Headers that node-server or the connection adds. */
const UNMADE_HEADERS = ['connection', 'keep-alive', 'content-length', 'date', 'transfer-encoding']

async function measureFilters(server: ServerProcess, { path, large, cookie }: LargeStore): Promise<Finding[]> {
  tell('Ledger pages: every combination of filters')
  const { filter, middle } = middleOf(path, large.voen, large.rows)
  const pages = combinations(filter).flatMap(combined => [
    { name: nameOf(combined), query: queryOf(combined) },
    { name: `${nameOf(combined)}, from its middle`, query: `${queryOf(combined)}&before=${middle}` },
  ])
  const costs = await measurePageCosts(
    pages.map(({ name, query }) => ({ name, server, path: `/accounts/${large.voen}/ledgers/${LEDGER}?${query}` })),
    { requests: 80, rounds: 11, connections: CONNECTIONS, cookie },
  )
  const [plain, ...others] = [...costs].map(([name, { cpu_us }]) => [name, cpu_us] as const)
  const [worst, worst_us] = others.reduce((one, other) => (other[1] > one[1] ? other : one))
  return [
    {
      measured: `the most expensive of ${pages.length - 1} combinations of filters and places, account of ${count(large.rows)} rows (${worst}): ${worst_us.toFixed(0)} µs`,
      against: `the plain page: ${plain![1].toFixed(0)} µs`,
      value: worst_us / plain![1],
      mark: { max: 2 },
    },
  ]
}
