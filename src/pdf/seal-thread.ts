/** The other end of `sealer.ts`: seals one file after another. */
import { workerData } from 'node:worker_threads'
import { PDF } from '@libpdf/core'
import { answerQuestions, type Unanswered } from '../answering-thread.ts'
import { type SealKey, signerOf } from './seal-key.ts'
import type { SealAnswer, SealOrder } from './sealer.ts'

const signer = signerOf(workerData as SealKey)

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
