/** The other end of `sealer.ts`: seals one file after another. */
import { workerData } from 'node:worker_threads'
import { P12Signer, PDF } from '@libpdf/core'
import { answerQuestions, type Unanswered } from '../answering-thread.ts'
import type { SealAnswer, SealKey, SealOrder } from './sealer.ts'

const { p12, password } = workerData as SealKey
const signer = P12Signer.create(p12, password)

async function seal({ pdf, at }: SealOrder): Promise<SealAnswer | Unanswered> {
  try {
    const file = await PDF.load(pdf)
    const { bytes } = await file.sign({ signer: await signer, signingTime: at, fieldName: 'Seal', level: 'B-B' })
    return { sealed: bytes }
  } catch (error) {
    return { problem: String(error) }
  }
}

answerQuestions(seal)
