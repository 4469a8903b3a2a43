import type { WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { SignInAttemptTable } from '../engine/schema.ts'

const COLUMNS = ['state', 'browser', 'nonce', 'code_verifier', 'return_to', 'begun_at'] as const

const insert = prepareInsert('sign_in_attempt', COLUMNS, { key: ['state'] })

/** Saves an attempt. An existing one with the same state is left unchanged. */
export async function insertSignInAttempt(trx: WriteTransaction, row: SignInAttemptTable): Promise<void> {
  await insert(trx, [row])
}

type SignInAttemptKey = Pick<SignInAttemptTable, 'state' | 'browser'>

const deleteByKey = prepare<SignInAttemptKey, SignInAttemptTable>((db, { state, browser }) =>
  db.deleteFrom('sign_in_attempt').where('state', '=', state).where('browser', '=', browser).returningAll(),
)

/** Deletes and returns a browser's attempt. Exactly one concurrent caller gets it. */
export async function deleteSignInAttempt(
  trx: WriteTransaction,
  key: SignInAttemptKey,
): Promise<SignInAttemptTable | undefined> {
  const [row] = await deleteByKey(trx, key)
  return row
}

export const deleteSignInAttempts = prepare<{ begunBefore: string }>((db, { begunBefore }) =>
  db.deleteFrom('sign_in_attempt').where('begun_at', '<', begunBefore),
)
