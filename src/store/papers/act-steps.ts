/** What was done to acts of reconciliation after they were drawn up, and the objections of all accounts. */
import { sql } from 'kysely'
import type { ActEvent, ActStep } from '../../domain/act/act.ts'
import type { ActLine, OwnFigures } from '../../domain/act/lines.ts'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, Snapshot, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareForEach, prepareInsert } from '../engine/prepared.ts'
import type { ReconciliationStepTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'
import type { KeptAct } from './acts.ts'
import { digestRow } from './digest-record.ts'

export const ACT_STEP_COLUMNS = [
  'voen',
  'act',
  'step',
  'id',
  'kind',
  'objection',
  'at',
  'subject',
  'name',
  'content',
] as const

/** Appends rows of another store. Those that are there already stay unchanged. */
export const copyActStepRows = prepareInsert('reconciliation_step', ACT_STEP_COLUMNS, { key: 'any' })

/** A step of one act of an account. */
export interface StoredStep extends ActEvent {
  readonly voen: Voen
  readonly act: number
  readonly id: string
}

/** Adds a step. When its number is taken, that step stays: both were taken at the same time. */
export const insertActStep = (trx: WriteTransaction, step: StoredStep): Promise<void> =>
  copyActStepRows(trx, [toRow(step)])

const selectOfAct = prepare<{ voen: Voen; act: number }, ReconciliationStepTable>((db, { voen, act }) =>
  db.selectFrom('reconciliation_step').selectAll().where('voen', '=', voen).where('act', '=', act).orderBy('step'),
)

/** All steps of an act, in order. */
export async function findActSteps(
  tx: Reader | WriteTransaction,
  key: { voen: Voen; act: number },
): Promise<StoredStep[]> {
  return (await selectOfAct(tx, key)).map(toStep)
}

const selectOfEach = prepareForEach<{ act: number }, { voen: Voen }, ReconciliationStepTable>(
  { act: 'bigint' },
  (db, { voen, act }) =>
    db.selectFrom('reconciliation_step').selectAll().where('voen', '=', voen).where('act', '=', act).orderBy('step'),
)

/** All steps of several acts of an account, in order. */
export async function findStepsOfActs(tx: Reader, voen: Voen, acts: readonly number[]): Promise<StoredStep[]> {
  const rows = await selectOfEach(
    tx,
    acts.map(act => ({ act })),
    { voen },
  )
  return rows.map(toStep).sort((one, other) => one.number - other.number)
}

type ObjectionRange = { voen: string; act: number; step: number; upTo: string; limit: number }

const selectObjectionsAfter = prepare<ObjectionRange, ReconciliationStepTable>((db, { voen, act, step, upTo, limit }) =>
  db
    .selectFrom('reconciliation_step')
    .selectAll()
    // As a parameter it would not prove that the index has the row.
    .where('kind', '=', sql.lit('objected'))
    .where(eb => eb(eb.refTuple('voen', 'act', 'step'), '>', eb.tuple(voen as Voen, act, step)))
    .where('voen', '<=', upTo as Voen)
    .orderBy('voen')
    .orderBy('act')
    .orderBy('step')
    .limit(limit),
)

/** Finds the objections of a range of accounts after a position, also those that have ended. */
export async function findObjectionsAfter(tx: Reader, range: ObjectionRange): Promise<StoredStep[]> {
  return (await selectObjectionsAfter(tx, range)).map(toStep)
}

type ObjectionKey = { voen: string; act: number; objection: number }

const selectEnd = prepareForEach<ObjectionKey, object, ReconciliationStepTable>(
  { voen: 'text', act: 'bigint', objection: 'bigint' },
  (db, { voen, act, objection }) =>
    db
      .selectFrom('reconciliation_step')
      .selectAll()
      .where('voen', '=', voen as Voen)
      .where('act', '=', act)
      .where('objection', '=', objection)
      .where('kind', 'in', [sql.lit('withdrawn'), sql.lit('accepted'), sql.lit('rejected')]),
)

/** The steps that ended objections; open ones have none. */
export async function findEndsOfObjections(tx: Reader, keys: readonly ObjectionKey[]): Promise<StoredStep[]> {
  return (await selectEnd(tx, keys, {})).map(toStep)
}

type StepKey = { voen: string; act: number; step: number }

const selectAt = prepareForEach<StepKey, object, ReconciliationStepTable>(
  { voen: 'text', act: 'bigint', step: 'bigint' },
  (db, { voen, act, step }) =>
    db
      .selectFrom('reconciliation_step')
      .selectAll()
      .where('voen', '=', voen as Voen)
      .where('act', '=', act)
      .where('step', '=', step),
)

/** Finds steps of acts of any accounts. */
export async function findStepsAt(tx: Reader, keys: readonly StepKey[]): Promise<StoredStep[]> {
  const rows = await selectAt(tx, keys, {})
  return rows.map(toStep)
}

type ActKey = { voen: string; act: number }

const stepColumns = ['voen', 'act', 'step', 'kind', 'objection', 'at'] as const

/** A step without what people wrote in it. */
export type BareStep = Pick<ReconciliationStepTable, (typeof stepColumns)[number]>

const selectBare = prepareForEach<ActKey, object, BareStep>({ voen: 'text', act: 'bigint' }, (db, { voen, act }) =>
  db
    .selectFrom('reconciliation_step')
    .select(stepColumns)
    .where('voen', '=', voen as Voen)
    .where('act', '=', act)
    .orderBy('step'),
)

/** The steps of acts of any accounts; those of an act in order. */
export const findBareSteps = (tx: Reader, keys: readonly ActKey[]): Promise<BareStep[]> => selectBare(tx, keys, {})

const selectCancellation = prepareForEach<ActKey, object, ReconciliationStepTable>(
  { voen: 'text', act: 'bigint' },
  (db, { voen, act }) =>
    db
      .selectFrom('reconciliation_step')
      .selectAll()
      .where('voen', '=', voen as Voen)
      .where('act', '=', act)
      .where('kind', '=', 'cancelled'),
)

/** The steps that cancelled acts; other acts have none. */
export async function findCancellations(tx: Reader, keys: readonly ActKey[]): Promise<StoredStep[]> {
  return (await selectCancellation(tx, keys, {})).map(toStep)
}

/** The digest of all that is kept of a step, for its audit line. */
export const digestStep = (step: StoredStep): string => digestRow(toRow(step))

/** A step as `verify` compares it with its audit line. */
export interface KeptStep extends KeptAct {
  readonly step: number
}

const selectAfter = prepare<StepKey & { limit: number }, ReconciliationStepTable>((db, { voen, act, step, limit }) =>
  db
    .selectFrom('reconciliation_step')
    .selectAll()
    .where(eb => eb(eb.refTuple('voen', 'act', 'step'), '>', eb.tuple(voen as Voen, act, step)))
    .orderBy('voen')
    .orderBy('act')
    .orderBy('step')
    .limit(limit),
)

const START: StepKey = { voen: '', act: 0, step: 0 }
const BATCH_SIZE = 500

/** Yields the steps of the acts of every account in batches. */
export function walkKeptSteps(snapshot: Snapshot): AsyncGenerator<KeptStep[]> {
  return walk<KeptStep>(BATCH_SIZE, (last, limit) =>
    snapshot(async tx => {
      const { voen, act, step } = last ?? START
      const rows = await selectAfter(tx, { voen, act, step, limit })
      return rows.map(row => ({ voen: row.voen, act: row.act, step: row.step, record: digestRow(row) }))
    }),
  )
}

/** Amounts are text in `content`: canonical JSON has no bigint. */
function toRow({ voen, act, number, id, at, by, step }: StoredStep): ReconciliationStepTable {
  return {
    ...{ voen, act, id, ...by },
    step: number,
    kind: step.kind,
    objection: 'objection' in step ? step.objection : null,
    at: at.toISOString(),
    content: canonicalJson(toContent(step)),
  }
}

function toContent(step: ActStep): object {
  if (step.kind === 'objected') return { ...step, own: step.own === null ? null : String(step.own) }
  if (step.kind !== 'stated') return step
  const figures = Object.entries(step.figures).map(([line, figure]) => [line, String(figure)])
  return { ...step, figures: Object.fromEntries(figures) }
}

/** The step of a row. */
export function toStep({
  voen,
  act,
  step: number,
  id,
  at,
  subject,
  name,
  content,
}: ReconciliationStepTable): StoredStep {
  return { ...{ voen, act, number, id }, at: new Date(at), by: { subject, name }, step: ofContent(JSON.parse(content)) }
}

function ofContent(content: ActStep): ActStep {
  if (content.kind === 'objected') return { ...content, own: content.own === null ? null : BigInt(content.own) }
  if (content.kind !== 'stated') return content
  const figures = Object.entries(content.figures).map(([line, figure]) => [line as ActLine, BigInt(figure)])
  return { ...content, figures: Object.fromEntries(figures) as OwnFigures }
}
