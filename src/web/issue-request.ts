import { onlyFiledBy } from '../domain/account-access.ts'
import { todayInBaku } from '../domain/dates.ts'
import type { HeadProof } from '../domain/issued-document.ts'
import type { Voen } from '../domain/voen.ts'
import type { AskedSubject, IssueRequest } from '../services/papers/issue-document.ts'
import { actorOf } from './actor.ts'
import type { Dependencies, WebContext } from './context.ts'
import { VERIFY } from './urls.ts'

/** What a document is issued with: by the person of the request, now. */
export async function issueRequest(
  dependencies: Dependencies,
  c: WebContext,
  asked: AskedSubject,
): Promise<IssueRequest> {
  const { clock, config } = dependencies
  const account = c.get('account')
  const { subject, name } = c.get('session')!.person
  const now = clock()
  return {
    voen: account.voen,
    ...{ asked, now, day: todayInBaku(now), language: c.get('t').lang },
    proof: await proofOf(dependencies, account.voen),
    issuer: { subject, name, broker: account.broker },
    actor: actorOf(c),
    onlyFiledBy: onlyFiledBy(account),
    verifyAt: config.publicUrl + VERIFY,
  }
}

/** A document is issued without a proof rather than not at all; it says so, and the operator sees why. */
async function proofOf({ proveInHead, log }: Dependencies, voen: Voen): Promise<HeadProof | null> {
  const answer = await proveInHead?.(voen)
  if (!answer) return null
  if ('proof' in answer) return answer.proof
  log?.({ level: 'error', event: 'head-unusable', problem: answer.problem })
  return null
}
