import { describe, expect, test } from 'vitest'
import { MAX_BYTES } from '../../src/intake/incoming-bodies.ts'
import { makeSigningKey, verifyingKeyOf } from '../../src/intake/sender-key.ts'
import { isSigned, SIGNATURE_HEADER, type SignatureHeaders, sign } from '../../src/intake/signature.ts'
import { countTurns } from '../support/count-turns.ts'

const NOW = new Date('2026-03-02T08:00:00Z')
const BODY = Buffer.alloc(MAX_BYTES, ' ')

describe('the check of a largest body', () => {
  test.each(['ed25519', 'hmac-sha256'] as const)(
    'of two %s signatures and two keys leaves the thread',
    async algorithm => {
      const keys = [makeSigningKey(algorithm), makeSigningKey(algorithm)]
      const messages = keys.map(key => sign({ sender: 'a', key }, { id: 'x', at: NOW, body: BODY }))
      const headers = { ...messages[0]!, [SIGNATURE_HEADER]: messages.map(one => one[SIGNATURE_HEADER]).join(' ') }
      const others = [makeSigningKey(algorithm), makeSigningKey(algorithm)]
      expect(await answered(headers, keys)).toEqual({ is: true, leftThread: true })
      expect(await answered(headers, others)).toEqual({ is: false, leftThread: true })
    },
  )
})

/** Whether other work of the thread ran before the answer. */
async function answered(headers: SignatureHeaders, keys: ReturnType<typeof makeSigningKey>[]) {
  const header = (name: string) => headers[name as keyof SignatureHeaders]
  const { result, turns } = await countTurns(() => isSigned(header, BODY, keys.map(verifyingKeyOf)))
  return { is: result, leftThread: turns > 3 }
}
