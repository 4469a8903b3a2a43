import { Hono } from 'hono'
import type { ActRefusal } from '../../domain/act/may-follow.ts'
import type { Actor } from '../../domain/audit.ts'
import { RefusalError } from '../../domain/problem.ts'
import type { Sender } from '../../domain/sender.ts'
import { INTAKE_ANSWERS, INTAKE_OBJECTIONS } from '../../intake/addresses.ts'
import { SMALL_BYTES } from '../../intake/incoming-bodies.ts'
import {
  type AnswerRequest,
  answerRequest,
  parseObjectionCursor,
  parseObjectionId,
  toObjectionsAnswer,
} from '../../intake/objections.ts'
import { parse } from '../../intake/parse.ts'
import { listOpenObjections } from '../../services/papers/list-open-objections.ts'
import { takeActStep } from '../../services/papers/take-act-step.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { type IntakeRefusal, sendJson, sendRefusal } from './respond.ts'
import type { SenderGate } from './sender-gate.ts'

/** The objections to reconciliation acts, for systems of the administration. */
export function objectionRoutes({ reader, papers, clock }: Dependencies, gate: SenderGate): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(INTAKE_OBJECTIONS, async c => {
    const sender = await gate.open(c)
    if (sender instanceof Response) return sender
    if (!sender.objections) return sendRefusal(c, 'no-objections')
    const typed = c.req.query('after')
    const after = typed === undefined ? null : parseObjectionCursor(typed)
    if (typed !== undefined && after === null) return sendRefusal(c, 'malformed-cursor')
    return sendJson(c, toObjectionsAnswer(await listOpenObjections(reader, after)))
  })

  routes.post(INTAKE_ANSWERS, async c => {
    const signed = await gate.read(c, () => faultOf(c))
    if (signed instanceof Response) return signed
    if (!signed.sender.objections) return sendRefusal(c, 'no-objections')
    const asked = answerRequest.safeParse(parse(signed.body.toString('utf8')))
    if (!asked.success) return sendRefusal(c, 'malformed-answer')
    const refusal = await answer(c, signed.sender, asked.data)
    if (refusal !== null) return sendRefusal(c, refusal)
    return sendJson(c, { objection: asked.data.objection, became: asked.data.decision })
  })

  /** The same answer may be sent again. */
  async function answer(c: WebContext, sender: Sender, asked: AnswerRequest): Promise<IntakeRefusal | null> {
    const named = parseObjectionId(asked.objection)
    if (!named) return 'unknown-objection'
    const { voen, act, objection } = named
    const step = { kind: asked.decision, objection, answer: asked.answer } as const
    const by = { subject: null, name: asked.officer ?? sender.title ?? sender.name }
    const request = { voen, act, step: () => step, by, actor: actorOfSender(c, sender), now: clock() }
    try {
      return (await takeActStep(papers, request)) ? null : 'unknown-objection'
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error
      return REFUSED[error.code as ActRefusal]
    }
  }

  return routes
}

/** An answer is small, and is not compressed. */
function faultOf(c: WebContext): IntakeRefusal | null {
  if (Number(c.req.header('content-length') ?? 0) > SMALL_BYTES) return 'too-many-bytes'
  if (c.req.header('content-encoding') !== undefined) return 'unknown-encoding'
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  return type === 'application/json' ? null : 'unknown-type'
}

function actorOfSender(c: WebContext, { name }: Sender): Actor {
  return { ...actorOf(c), name }
}

/** Those below the third cannot befall an answer. */
const REFUSED: Readonly<Record<ActRefusal, IntakeRefusal>> = {
  'no-objection': 'unknown-objection',
  'objection-ended': 'objection-ended',
  'act-cancelled': 'objection-ended',
  'act-closed': 'objection-ended',
  'too-many-steps': 'objection-ended',
  'objection-open': 'objection-ended',
  'not-agreed': 'objection-ended',
  'act-changed': 'objection-ended',
}
