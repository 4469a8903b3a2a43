import { Hono, type MiddlewareHandler } from 'hono'
import { isDeclarationNumber } from '../../domain/declaration.ts'
import { isVoen } from '../../domain/voen.ts'
import { textStream } from '../../export/text-stream.ts'
import { explainForbidden, INTAKE_REFUSALS } from '../../i18n/operator-en.ts'
import {
  INTAKE,
  INTAKE_ANSWERS,
  INTAKE_BILLS,
  INTAKE_CONTRACT,
  INTAKE_EVENTS,
  INTAKE_GAUGE,
  INTAKE_OBJECTIONS,
} from '../../intake/addresses.ts'
import { answersOf, type EventAnswer, toAccountBill, toDeclarationBill } from '../../intake/answers.ts'
import { type Batch, readJsonBatch, readLineBatch } from '../../intake/batch.ts'
import { MAX_BYTES } from '../../intake/incoming-bodies.ts'
import { OPEN_API } from '../../intake/openapi.ts'
import { findForbidden } from '../../intake/permission.ts'
import { UnpackedBodies, type UnpackedBody, unpack } from '../../intake/unpacked-bodies.ts'
import { UnreadableBodyError } from '../../intake/unreadable-body.ts'
import { type ClockJump, ClockJumpError, type JudgeClock } from '../../services/intake/clock.ts'
import { deliverBeside } from '../../services/intake/deliver-beside.ts'
import type { Line } from '../../services/intake/deliver-events.ts'
import { heldGauge } from '../../services/intake/held.ts'
import { readAccountBill, readDeclarationBill } from '../../services/statement/bills.ts'
import { StoreFaultError } from '../../store/engine/access.ts'
import type { Dependencies, Env, WebContext, WebMetrics } from '../context.ts'
import { isUnwritable, logFailure } from '../errors.tsx'
import { objectionRoutes } from './objection-routes.ts'
import { answerHeaders, sendJson, sendProblem, sendRefusal } from './respond.ts'
import { refuseUnread, SenderGate } from './sender-gate.ts'

/** The most events of a commit, and the most text, unless one event is longer. */
const GROUP_EVENTS = 200
const GROUP_CHARACTERS = 256 * 1024

const METHODS: Readonly<Record<string, string>> = {
  [INTAKE_EVENTS]: 'POST',
  [INTAKE_BILLS]: 'GET',
  [INTAKE_GAUGE]: 'GET',
  [INTAKE_CONTRACT]: 'GET',
  [INTAKE_OBJECTIONS]: 'GET',
  [INTAKE_ANSWERS]: 'POST',
}

/** The intake API. Senders sign every request. */
export function intakeRoutes(dependencies: Dependencies, judgeClock: JudgeClock): Hono<Env> {
  const { reader, clock } = dependencies
  const gate = new SenderGate(dependencies)
  const unpackedBodies = new UnpackedBodies()
  const routes = new Hono<Env>()
  routes.onError((error, c) => {
    if (error instanceof UnreadableBodyError) return refuseUnread(c, error.fault)
    logFailure(dependencies, c, error)
    if (error instanceof ClockJumpError) return clockJumped(c, error.jump)
    if (!(error instanceof StoreFaultError)) return sendRefusal(c, 'failed')
    return sendRefusal(c, isUnwritable(error) ? 'unwritable' : 'unreachable')
  })
  routes.use(`${INTAKE}/*`, requireMethod())

  routes.post(INTAKE_EVENTS, async c => {
    const form = formOf(c)
    const signed = await gate.read(c, () => (typeof form === 'string' ? form : null))
    if (signed instanceof Response) return signed
    const { sender, body } = signed
    const { encoding, read } = form as BodyForm
    const unpacked = unpackedBodies.start(sender.name)
    try {
      const batch = await read(unpacked.count(unpack(body, encoding)), unpacked.lines)
      const forbidden = await findForbidden(sender, batch.lines)
      if (forbidden) return notRegistered(c, explainForbidden(forbidden))
      return await deliver({ ...dependencies, judgeClock }, c, batch, unpacked)
    } finally {
      if (!unpacked.isStreamed) unpacked.release()
    }
  })

  routes.get(INTAKE_BILLS, async c => {
    const sender = await gate.open(c)
    if (sender instanceof Response) return sender
    if (!sender.bills) return sendRefusal(c, 'no-bills')
    const [voens, numbers] = [c.req.queries('voen') ?? [], c.req.queries('declaration') ?? []]
    if (voens.length + numbers.length !== 1) return sendRefusal(c, 'one-parameter')
    const [voen, number] = [voens[0], numbers[0]]
    if (voen !== undefined) {
      if (!isVoen(voen)) return sendRefusal(c, 'malformed-voen')
      c.set('billed', voen)
      const bill = await readAccountBill(reader, voen)
      return bill ? sendJson(c, toAccountBill(bill)) : sendRefusal(c, 'unknown-voen')
    }
    if (!isDeclarationNumber(number!)) return sendRefusal(c, 'malformed-declaration')
    const bill = await readDeclarationBill(reader, number!)
    if (!bill) return sendRefusal(c, 'unknown-declaration')
    c.set('billed', bill.voen)
    return sendJson(c, toDeclarationBill(bill))
  })

  routes.get(INTAKE_GAUGE, async c => {
    const sender = await gate.open(c)
    return sender instanceof Response ? sender : sendJson(c, await heldGauge(reader, clock()))
  })

  routes.get(INTAKE_CONTRACT, c => sendJson(c, OPEN_API))

  routes.route('/', objectionRoutes(dependencies, gate))

  return routes
}

/** HEAD is refused too: Hono would serve it through the GET handler. */
function requireMethod(): MiddlewareHandler<Env> {
  return async (c, next) => {
    const allow = Object.hasOwn(METHODS, c.req.path) ? METHODS[c.req.path] : undefined
    if (allow === undefined) return sendRefusal(c, 'unknown-address')
    return c.req.method === allow ? next() : sendRefusal(c, 'other-method', { allow })
  }
}

const READERS: ReadonlyMap<string, typeof readJsonBatch> = new Map([
  ['application/json', readJsonBatch],
  ['application/x-ndjson', readLineBatch],
])

interface BodyForm {
  readonly encoding: 'gzip' | 'identity'
  readonly read: typeof readJsonBatch
}

/** Reads from the headers how to read the body. */
function formOf(c: WebContext): BodyForm | 'too-many-bytes' | 'unknown-type' | 'unknown-encoding' {
  if (Number(c.req.header('content-length') ?? 0) > MAX_BYTES) return 'too-many-bytes'
  const [type = '', ...parameters] = headerWords(c.req.header('content-type'), ';')
  const isText = parameters.every(parameter => /^charset="?utf-8"?$/.test(parameter))
  const read = READERS.get(type)
  if (!isText || !read) return 'unknown-type'
  const encoding = headerWords(c.req.header('content-encoding'), ',').join() || 'identity'
  return encoding === 'gzip' || encoding === 'identity' ? { encoding, read } : 'unknown-encoding'
}

function headerWords(header = '', separator: string): string[] {
  return header
    .toLowerCase()
    .split(separator)
    .map(word => word.trim())
    .filter(word => word !== '')
}

function notRegistered(c: WebContext, detail: string): Response {
  return sendProblem(c, { title: 'Not registered for this', status: 403, detail, code: 'not-registered' })
}

/** Names both times, so that the sender can tell the operator. */
function clockJumped(c: WebContext, { now, lastReceipt }: ClockJump): Response {
  const [title, detail] = INTAKE_REFUSALS.clock
  const times = `now ${now.toISOString()}, last receipt ${lastReceipt.toISOString()}`
  return sendProblem(c, { title, status: 503, detail: `${detail} (${times})`, code: 'clock' })
}

type Delivering = Dependencies & { readonly judgeClock: JudgeClock }

/** The response starts after the first group is durable, so that a failure of it can still set the status. */
async function deliver(
  dependencies: Delivering,
  c: WebContext,
  { form, lines }: Batch,
  unpacked: UnpackedBody,
): Promise<Response> {
  const groups = deliverInGroups(dependencies, lines, c.get('sender')!.name)
  const first = (await groups.next()).value as EventAnswer[]
  if (form === 'object') return sendJson(c, first[0], STATUS_OF_ONE[first[0]!.became])
  const text = (form === 'array' ? arrayText : linesText)(first, groups)
  unpacked.isStreamed = true
  return new Response(
    textStream(text, `sender ${c.get('sender')!.name}`, end => {
      unpacked.release()
      if (end.how === 'failed') logFailure(dependencies, c, end.error)
    }),
    { headers: answerHeaders(c, form === 'array' ? 'application/json' : 'application/x-ndjson') },
  )
}

const STATUS_OF_ONE = { applied: 200, duplicate: 200, held: 202, rejected: 422 } as const

/** Starts the next group only when the client has read the last one's answers. */
async function* deliverInGroups(
  { writer, clock, judgeClock, metrics }: Delivering,
  lines: Batch['lines'],
  sender: string,
): AsyncGenerator<EventAnswer[], undefined> {
  for (const group of grouped(lines)) {
    const now = clock()
    await judgeClock(now)
    const answers = answersOf(group, await deliverBeside(writer, group, now, sender))
    if (metrics) countOutcomes(metrics, answers)
    yield answers
  }
}

function* grouped(lines: Batch['lines']): Generator<Line[], undefined> {
  let group: Line[] = []
  let characters = 0
  for (const line of lines) {
    const { length } = typeof line === 'string' ? line : line.content
    if (group.length === GROUP_EVENTS || (group.length > 0 && characters + length > GROUP_CHARACTERS)) {
      yield group
      group = []
      characters = 0
    }
    group.push(line)
    characters += length
  }
  if (group.length > 0) yield group
}

function countOutcomes(metrics: WebMetrics, answers: readonly EventAnswer[]): void {
  for (const [outcome, events] of Map.groupBy(answers, ({ became }) => became)) {
    metrics.eventsDelivered(outcome, events.length)
  }
}

async function* linesText(first: EventAnswer[], rest: AsyncIterable<EventAnswer[]>): AsyncGenerator<string> {
  const text = (answers: EventAnswer[]) => answers.map(answer => `${JSON.stringify(answer)}\n`).join('')
  yield text(first)
  for await (const answers of rest) yield text(answers)
}

async function* arrayText(first: EventAnswer[], rest: AsyncIterable<EventAnswer[]>): AsyncGenerator<string> {
  const text = (answers: EventAnswer[]) => answers.map(answer => JSON.stringify(answer)).join()
  yield `[${text(first)}`
  for await (const answers of rest) yield `,${text(answers)}`
  yield ']'
}
