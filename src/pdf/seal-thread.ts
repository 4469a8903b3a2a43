/** The other end of `sealer.ts`: seals one file after another. */
import { parentPort, workerData } from 'node:worker_threads'
import { P12Signer, PDF } from '@libpdf/core'
import type { SealAnswer, SealKey, SealOrder } from './sealer.ts'

const { p12, password } = workerData as SealKey
const signer = P12Signer.create(p12, password)

async function seal({ id, pdf, at }: SealOrder): Promise<SealAnswer> {
  try {
    const file = await PDF.load(pdf)
    const { bytes } = await file.sign({ signer: await signer, signingTime: at, fieldName: 'Seal', level: 'B-B' })
    return { id, sealed: bytes }
  } catch (error) {
    return { id, problem: String(error) }
  }
}

let last: Promise<unknown> = Promise.resolve()
parentPort!.on('message', (order: SealOrder) => {
  last = last.then(async () => parentPort!.postMessage(await seal(order)))
})
