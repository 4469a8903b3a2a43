/** The other end of `head-proofs.ts`: keeps the tree of the last head, and proves accounts of it. */
import { readFile, stat } from 'node:fs/promises'
import { workerData } from 'node:worker_threads'
import { answerQuestions } from '../../answering-thread.ts'
import { parseHead, printSeal } from '../../domain/head.ts'
import type { HeadProof } from '../../domain/issued-document.ts'
import type { Voen } from '../../domain/voen.ts'
import { AccountProver } from './head.ts'
import type { ProofAnswer } from './head-proofs.ts'
import { splitSignature } from './head-signature.ts'

interface KnownHead {
  /** Another one when the file has been written again. */
  readonly version: string
  readonly time: string
  readonly prover: AccountProver
}

const path = workerData as string
let known: KnownHead | null = null

async function lastHead(): Promise<KnownHead | string> {
  const { mtimeMs, size, ino } = await stat(path)
  const version = `${mtimeMs} ${size} ${ino}`
  if (known?.version === version) return known
  const head = parseHead(splitSignature(await readFile(path, 'utf8')).text)
  if (!head) return 'the file of HEAD_FILE is not a head as the command head prints it'
  if (!head.seals) return 'the head of HEAD_FILE names no accounts: make it with --accounts'
  const prover = new AccountProver(head.seals)
  if (prover.root !== head.root) return 'the accounts of the head of HEAD_FILE do not give its root'
  known = { version, time: head.time, prover }
  return known
}

function proofIn({ time, prover }: KnownHead, voen: Voen): HeadProof | null {
  const proof = prover.prove(voen)
  if (!proof) return null
  const path = proof.path.map(hash => Buffer.from(hash).toString('hex'))
  return { time, root: prover.root, leaf: printSeal(proof.account), index: proof.index, size: proof.size, path }
}

async function answer(voen: Voen): Promise<ProofAnswer> {
  try {
    const head = await lastHead()
    return typeof head === 'string' ? { problem: head } : { proof: proofIn(head, voen) }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

// One after another, so that a new head is read once.
answerQuestions(answer)
