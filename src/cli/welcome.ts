import { type Config, hasSandbox } from '../config.ts'
import type { DemonstrationPerson } from '../demo/demonstration-people.ts'
import { SANDBOX_HOP, SANDBOX_OFFICER } from '../sandbox/addresses.ts'
import { toLoopback } from './application.ts'
import { withoutPassword } from './store-url.ts'
import { VERSION } from './version.ts'

interface Welcome {
  readonly listensAt: string
  readonly config: Config
  /** Whom the test identity provider offers; null with a real provider. */
  readonly people: readonly DemonstrationPerson[] | null
}

const ROLES: Readonly<Record<DemonstrationPerson['key'], string>> = {
  accountant: 'accountant of one company',
  director: 'director of several companies',
  broker: 'customs broker with mandates',
  nobody: 'person without a company',
}

/** What `serve` prints when it listens: in production its version and the address, elsewhere also what can be tried and where. */
export function welcome({ listensAt, config, people }: Welcome): string {
  const listening = `Vərəqə ${VERSION} is at ${listensAt}\n`
  if (config.production) return listening
  const home = config.publicUrl ?? toLoopback(listensAt)
  const places = [
    ['Open', home],
    ...(hasSandbox(config)
      ? [
          ['Trial payment portal', home + SANDBOX_HOP],
          ['Customs officer’s desk', home + SANDBOX_OFFICER],
        ]
      : []),
    ['Store', withoutPassword(config.databaseUrl)],
  ]
  return `${listening}\n${people ? signInHelp(people) : ''}${table(places)}`
}

function signInHelp(people: readonly DemonstrationPerson[]): string {
  const rows = people.map(({ key, person }) => [person.name, ROLES[key]])
  return `The test identity provider lets anybody sign in as anybody, until OIDC_ISSUER is set. Choose "ASAN Login", then:\n${table(rows)}\n`
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = '']) => first.length))
  return rows.map(([first = '', ...rest]) => `  ${first.padEnd(width)}  ${rest.join('  ')}\n`).join('')
}
