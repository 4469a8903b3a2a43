import type { Config } from '../../config.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

const CHECK = 'seal'

/** Whether PDF documents can be sealed, and for how long. */
export async function checkSeal({ seal }: Config, now: Date): Promise<Finding> {
  if (seal === null) return ok(CHECK, 'SEAL_FILE is unset, so PDF documents are not sealed')
  const { PdfSealer, SealKeyError } = await import('../../pdf/sealer.ts')
  try {
    const sealer = await PdfSealer.open(seal, now)
    sealer.close()
    const { lastDay } = sealer
    if (sealer.endsInDays(now) === null) return ok(CHECK, `the certificate of SEAL_FILE is valid until ${lastDay}`)
    return warning(CHECK, `the certificate of SEAL_FILE ends on ${lastDay}: renew it, and start the server again`)
  } catch (error) {
    if (error instanceof SealKeyError) return fault(CHECK, error.message)
    throw error
  }
}
