/** Browsers that are on their way to the identity provider, and should come back. */
import type { WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { SignInAttemptTable } from '../engine/schema.ts'

const COLUMNS = ['state', 'browser', 'nonce', 'code_verifier', 'return_to', 'begun_at'] as const

const insert = prepareInsert('sign_in_attempt', COLUMNS, { key: ['state'] })

/** Remembers an attempt; the same again stays as it is. */
export async function insertSignInAttempt(trx: WriteTransaction, row: SignInAttemptTable): Promise<void> {
  await insert(trx, [row])
}

const removeByState = prepare<Pick<SignInAttemptTable, 'state' | 'browser'>, SignInAttemptTable>(
  (db, { state, browser }) =>
    db.deleteFrom('sign_in_attempt').where('state', '=', state).where('browser', '=', browser).returningAll(),
)

/** Takes a browser's attempt out of the store: of two who ask for it at once one gets it. */
export async function deleteSignInAttempt(
  trx: WriteTransaction,
  state: string,
  browser: string,
): Promise<SignInAttemptTable | undefined> {
  const [row] = await removeByState(trx, { state, browser })
  return row
}

export const deleteSignInAttempts = prepare<{ begunBefore: string }>((db, { begunBefore }) =>
  db.deleteFrom('sign_in_attempt').where('begun_at', '<', begunBefore),
)
