/** Records the statements that the driver sends to PostgreSQL, and checks the statements of a page. */

import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { Voen } from '../../../src/domain/voen.ts'
import type { Wave } from '../../../src/store/engine/postgres-wave.ts'

export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
  /** The name of a prepared statement, which would stay in the session. */
  readonly name?: string
}

/** The statements of one transaction, or one statement outside a transaction. */
export type SentTogether = readonly Statement[]

type Query = (this: pg.Client, statement: unknown, values?: unknown, callback?: unknown) => unknown

/** Also of the compiled program, which has a class of its own. */
const isWave = (sent: unknown): sent is Wave => typeof sent === 'object' && sent !== null && 'statements' in sent

/** The statements of what the driver is given at once: a text, one statement, or some that go together. */
export function statementsIn(sent: unknown, values?: unknown): readonly Statement[] {
  if (isWave(sent)) return sent.statements
  const { text, name, ...more } = typeof sent === 'string' ? { text: sent } : (sent as Statement)
  const given = (more as Partial<Statement>).values ?? (Array.isArray(values) ? values : [])
  return [{ text, values: given, ...(name !== undefined && { name }) }]
}

/** Calls back when the answer has come to what the driver was given. */
export function onAnswer(sent: unknown, answer: unknown, callBack: () => void): void {
  if (isWave(sent)) sent.handleReadyForQuery = callBack
  else (answer as Promise<unknown>).then(callBack, () => {})
}

/**
 * Runs an action and records the statements that this process sends meanwhile, over any connection. The end of a snapshot is
 * sent a moment after it.
 */
export async function captureStatements<Result>(
  run: () => Promise<Result>,
): Promise<{ result: Result; sent: readonly SentTogether[] }> {
  const endOfSnapshots = () => setTimeout(20)
  await endOfSnapshots()
  const sent: Statement[][] = []
  const open = new Map<pg.Client, Statement[]>()
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const { query } = prototype
  prototype.query = function (statement, values, callback) {
    for (const one of statementsIn(statement, values)) {
      const together = open.get(this) ?? []
      if (!open.has(this)) sent.push(together)
      together.push(one)
      if (/^begin\b/.test(one.text)) open.set(this, together)
      if (/^(commit|rollback)\b/.test(one.text)) open.delete(this)
    }
    return query.call(this, statement, values, callback)
  }
  try {
    const result = await run()
    await endOfSnapshots()
    return { result, sent }
  } finally {
    prototype.query = query
  }
}

/** One table, and the taxpayer as the first condition: Citus answers such a query from one shard. */
const OF_ONE_TAXPAYER = /^select (?<columns>.+) from "\w+" where "voen" (?:= \$(\d+)|in \(\$(\d+)\))(?<rest>( .+)?)$/
const MORE_THAN_ONE_TABLE = /\b(select|from|join|union|intersect|except|with|or)\b/

/** Queries joined by a union; each is checked by itself. */
const PART = /^select \* from \((.+)\) as "\w+"$/

/** A query that is asked for each key of a list. */
const OF_LIST =
  /^\s*select found\.\* from unnest\((?:\$\d+::\w+\[\](?:, (?=\$))?)+\) as key \(["\w, ]+\)\s+cross join lateral \((.+)\) as found$/

/** True when a statement names one account for every row that it reads. */
export function namesTaxpayer({ text: whole, values }: Statement, voen: Voen): boolean {
  const text = OF_LIST.exec(whole)?.[1] ?? whole
  const parts = text.split(' union all ')
  if (parts.length === 1) return readsOneTaxpayer({ text, values }, voen)
  return parts.every(part => readsOneTaxpayer({ text: PART.exec(part)?.[1] ?? '', values }, voen))
}

/** A figure from another table, as a value of its own. It has no subquery itself. */
const FIGURE = /\(select sum\("\w+"\) from "\w+" where "voen" = \$(\d+) and (?:(?! or )[^()])+\)/g

/** Leaves out rows by their own codes, in brackets of its own after an `and`: it adds no row. */
const WITHOUT_CODES = / and \((?:"?\w+"? <> '[a-z-]+'(?: or (?="?\w+"? <>))?)+\)/g

function readsOneTaxpayer({ text: whole, values }: Statement, voen: Voen): boolean {
  const text = whole
    .replace(FIGURE, (figure, number) => (values[Number(number) - 1] === voen ? '0' : figure))
    .replace(WITHOUT_CODES, '')
  const found = OF_ONE_TAXPAYER.exec(text)
  const { columns = '', rest = '' } = found?.groups ?? {}
  if (!found || MORE_THAN_ONE_TABLE.test(columns) || MORE_THAN_ONE_TABLE.test(rest)) return false
  if (rest !== '' && !/^ (and|order by|limit) /.test(rest)) return false
  return values[Number(found[2] ?? found[3]) - 1] === voen
}

/** State that outlasts a transaction. Behind a connection pooler another client would lose or find it. */
const OF_THE_SESSION =
  /\b((?<!update "\w+" )set (?!local\b)|\w*advisory\w*|(un)?listen|notify|prepare|deallocate|discard|temp(orary)?|declare|cursor|with hold)/i

/** True for statements of the access store: sessions, mandates and logs. */
export function isAtGate([first]: SentTogether): boolean {
  return first!.text.includes('set local role vereqe_gate')
}

const ONE_EVENT =
  /^with "known" as \(select "voen", "arrival" from "event_id" where "id" = \$1\) select "event"\.\* from "known" inner join "event" on .+$/

/** True for a transaction of the service that reads one event of the log by its id, and nothing else. */
export function readsOneEvent(sent: SentTogether): sent is readonly [Statement, Statement, ...Statement[]] {
  const [first, ...others] = sent
  const asked = others.slice(0, -1)
  return (
    first!.text.includes('set local role vereqe_service') &&
    asked.length === 1 &&
    asked.every(({ text }) => ONE_EVENT.test(text))
  )
}

const NAMES = /^select "voen", "name" from "account" where "voen" in \([$\d, ]+\)$/

/** True where the service reads the names of taxpayers, and nothing else of their accounts. */
export function readsNames([first, ...others]: SentTogether): boolean {
  const asked = others.slice(0, -1)
  return first!.text.includes('set local role vereqe_service') && asked.every(({ text }) => NAMES.test(text))
}

/** Statements of the access store that need not name the taxpayer: none of them reads an amount. */
const AT_GATE =
  /^(select .+ from "session" where "(digest|subject|handle)" = \$1( order by [\w", ]+)?|update "session" set "last_seen_at" = .+|insert into "(access_log|audit_log|log_chain)" .+|update "log_chain" set .+ where "voen" = .+|select "id" from "audit_log" where "at" = .+|select .+ from "(mandate|access_log|log_chain)" where "voen" = \$1( .+)?)$/

/** @param voen the account that is asked for; null when there is none */
export function troublesAtGate([first, ...others]: SentTogether, voen: Voen | null): string[] {
  const offences = [first!, ...others].flatMap(({ text }) =>
    OF_THE_SESSION.test(text) ? `leaves something in the session: ${text}` : [],
  )
  for (const { text, values } of others.slice(0, -1)) {
    if (!AT_GATE.test(text)) offences.push(`is not the gate's: ${text}`)
    if (/"(mandate|access_log)" where/.test(text) && values[0] !== voen) offences.push(`is another account's: ${text}`)
  }
  return offences
}

/** Offences of a page's transaction, which must read one account and leave no session state. */
export function troublesWith([first, ...others]: SentTogether, voen: Voen): string[] {
  const begin = first!.text.split(';').map(part => part.trim())
  const offences: string[] = []
  const must = (holds: boolean, offence: string) => holds || offences.push(offence)
  must(/^begin\b.*\bread only$/.test(begin[0]!), `does not begin as a reader: ${first!.text}`)
  const roles = ['set local role vereqe_reader', 'set local role vereqe_papers']
  must(
    roles.some(role => begin.includes(role)),
    'does not act as the reader',
  )
  must(begin.includes(`set local vereqe.account = '${voen}'`), 'does not tell whose rows it may see')
  must(
    begin.some(part => /^set local statement_timeout = '[1-9]\d*s'$/.test(part)),
    'may take any time',
  )
  must(/^(commit|rollback)$/.test(others.at(-1)?.text ?? ''), 'does not end')
  for (const statement of others.slice(0, -1)) {
    must(namesTaxpayer(statement, voen), `does not name the taxpayer: ${statement.text}`)
  }
  for (const { text, name } of [first!, ...others]) {
    must(!OF_THE_SESSION.test(text), `leaves something in the session: ${text}`)
    must(name === undefined, `stays prepared in the session: ${text}`)
  }
  return offences
}
