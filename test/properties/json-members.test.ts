import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJsonBatch } from '../../src/intake/batch.ts'
import { StoredLines } from '../../src/intake/stored-lines.ts'
import { UnreadableBodyError } from '../../src/intake/unreadable-body.ts'
import { runs } from '../support/property-runs.ts'

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function read(text: string, size: number): Promise<unknown> {
  try {
    const { form, lines } = await readJsonBatch(inPieces(text, size), new StoredLines())
    return { form, values: [...lines].map(line => JSON.parse(line as string)) }
  } catch (error) {
    if (error instanceof UnreadableBodyError) return error.fault
    throw error
  }
}

/** JSON.parse decides what the text is. */
function expected(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text.trim() === '' ? 'empty' : 'not-json'
  }
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : { form: 'array', values: value }
  return typeof value === 'object' && value !== null ? { form: 'object', values: [value] } : 'no-event'
}

const pieceSize = fc.integer({ min: 1, max: 30 })

test('a JSON body in any pieces has the members that it has as a whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 4 }), fc.nat({ max: 3 }), pieceSize, async (json, indent, size) => {
      const text = JSON.stringify(JSON.parse(json), null, indent)
      expect(await read(text, size)).toEqual(expected(text))
      expect(await read(`[${text}, ${text}]`, size)).toEqual(expected(`[${text}, ${text}]`))
    }),
    { numRuns: runs({ all: 2000, few: 150 }) },
  )
})

test('any text in any pieces is refused when it is not JSON, and read when it is', async () => {
  const part = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', '1', 'null', ' ', '\n', '"a":', '{}', 'ə')
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 12 }), pieceSize, async (parts, size) => {
      const text = parts.join('')
      expect(await read(text, size)).toEqual(expected(text))
    }),
    { numRuns: runs({ all: 20_000, few: 300 }) },
  )
})
