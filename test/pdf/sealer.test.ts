import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { PdfRenderer } from '../../src/pdf/renderer.ts'
import { PdfSealer } from '../../src/pdf/sealer.ts'
import { documentOf, lettersOf, PATIENT, rolesOf, rows, tableOf } from './sample.ts'

const NOW = new Date('2026-12-22T10:00:00Z')
const pathOf = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const KEY = pathOf('seal.p12')

const renderer = new PdfRenderer(PATIENT)
afterAll(() => renderer.close())

test('a sealed document is the document with one seal of all its bytes, each time the same', async () => {
  const pdf = await renderer.render(documentOf(tableOf(...rows(3))), { owner: 'x', createdAt: NOW })
  const sealer = await PdfSealer.open(KEY, 'secret', NOW)
  try {
    const sealed = await sealer.seal(pdf, NOW)
    expect(Buffer.compare(sealed.subarray(0, pdf.length), pdf)).toBe(0)
    expect(Buffer.compare(await sealer.seal(pdf, NOW), sealed)).toBe(0)
    const text = Buffer.from(sealed).toString('latin1')
    expect(text).toContain('/ETSI.CAdES.detached')
    const [, , , start, length] = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text)!.map(Number)
    expect(start! + length!).toBe(sealed.length)
    expect(await lettersOf(sealed)).toBe(await lettersOf(pdf))
    expect(await rolesOf(sealed, 1)).toEqual(await rolesOf(pdf, 1))
  } finally {
    sealer.close()
  }
})

test.each([
  ['no file', 'nothing.p12', 'secret', /cannot be read/],
  ['another password', 'seal.p12', 'x', /SEAL_PASSWORD opens/],
  ['another file', 'releases/0.3.0.head', 'secret', /is not a PKCS#12 file/],
  ['a key whose signatures differ each time', 'seal-ec.p12', 'secret', /not an RSA key/],
])('%s is refused at the start', async (_, name, password, sentence) => {
  await expect(PdfSealer.open(pathOf(name), password, NOW)).rejects.toThrow(sentence)
})

test('a certificate that is over is refused at the start', async () => {
  await expect(PdfSealer.open(KEY, 'secret', new Date('2226-01-01'))).rejects.toThrow(/is valid from 2026-11-30 to/)
})
