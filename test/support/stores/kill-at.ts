/**
 * Preloaded into the program (`node --import`): kills it with SIGKILL at the moment that KILL_AT names, when the moment
 * comes for the KILL_COUNT-th time.
 */
import { Server, ServerResponse } from 'node:http'
import Database from 'better-sqlite3'
import pg from 'pg'
import type { KillMoment } from './kill-moments.ts'
import { onAnswer, statementsIn } from './pg-statements.ts'

type Method = (this: object, ...parameters: unknown[]) => unknown

const at = process.env.KILL_AT as KillMoment
let left = Number(process.env.KILL_COUNT)

function reach(moment: KillMoment): void {
  if (moment !== at) return
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}

/** Connections whose open transaction has appended to the event log. */
const appending = new WeakSet<object>()
let isDelivering = false
let hasCommitted = false

function before(connection: object, statement: string): void {
  if (isDelivering && /^begin (immediate|isolation level read committed)/.test(statement))
    reach('before the transaction')
  if (isAppend(statement)) reach('before the log is written')
  if (statement === 'commit' && appending.has(connection)) reach('before the commit')
}

function after(connection: object, statement: string): void {
  if (isAppend(statement)) {
    appending.add(connection)
    reach('after the log is written')
  }
  if (statement === 'commit' && appending.delete(connection)) {
    hasCommitted = true
    reach('after the commit')
  }
}

const isAppend = (statement: string) => /^insert into "?event"?\s/.test(statement)

const memory = new Database(':memory:')
const statements = Object.getPrototypeOf(memory.prepare('select 1')) as Record<'run' | 'all', Method>
memory.close()
for (const name of ['run', 'all'] as const) {
  const execute = statements[name]
  statements[name] = function (...parameters) {
    const { source, database } = this as unknown as { source: string; database: object }
    before(database, source)
    const result = execute.apply(this, parameters)
    after(database, source)
    return result
  }
}

const clients = pg.Client.prototype as unknown as { query: Method }
const { query } = clients
clients.query = function (...sent) {
  const texts = statementsIn(sent[0]).map(({ text }) => text)
  for (const text of texts) before(this, text)
  const result = query.apply(this, sent)
  onAnswer(sent[0], result, () => {
    for (const text of texts) after(this, text)
  })
  return result
}

const servers = Server.prototype as unknown as { emit: Method }
const { emit } = servers
servers.emit = function (...parameters) {
  // Starting the server writes too, before any request.
  if (parameters[0] === 'request') isDelivering = true
  return emit.apply(this, parameters)
}

const responses = ServerResponse.prototype as unknown as Record<'write' | 'end', Method>
for (const name of ['write', 'end'] as const) {
  const send = responses[name]
  responses[name] = function (...parameters) {
    const answers = hasCommitted
    if (answers) reach('before the answer')
    const result = send.apply(this, parameters)
    if (answers) setImmediate(() => reach('after the answer'))
    return result
  }
}
