import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkSeal } from '../../src/cli/doctor/seal.ts'
import type { Config } from '../../src/config.ts'
import { PdfRenderer } from '../../src/pdf/renderer.ts'
import { PdfSealer } from '../../src/pdf/sealer.ts'
import { documentOf, lettersOf, PATIENT, rolesOf, rows, tableOf } from './sample.ts'

const NOW = new Date('2026-12-22T10:00:00Z')
const pathOf = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
const P12 = { file: pathOf('seal.p12'), keyFile: null, password: 'secret' }

const renderer = new PdfRenderer(PATIENT)
afterAll(() => renderer.close())

test('a sealed document is the document with one seal of all its bytes, each time the same', async () => {
  const pdf = await renderer.render(documentOf(tableOf(...rows(3))), { owner: 'x', createdAt: NOW })
  const sealer = await PdfSealer.open(P12, NOW)
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
  ['another file', 'releases/0.3.0.head', 'secret', /neither PEM nor a PKCS#12 file/],
  ['a key whose signatures differ each time', 'seal-ec.p12', 'secret', /not an RSA key/],
])('%s is refused at the start', async (_, name, password, sentence) => {
  await expect(PdfSealer.open({ file: pathOf(name), keyFile: null, password }, NOW)).rejects.toThrow(sentence)
})

test('a certificate that has ended or is not yet valid is refused, and its operator told a month before', async () => {
  await expect(PdfSealer.open(P12, new Date('2226-01-01'))).rejects.toThrow(/ended on \d{4}-\d\d-\d\d: renew it/)
  await expect(PdfSealer.open(P12, new Date('2026-11-01'))).rejects.toThrow('is not valid before 2026-11-30')
  const sealer = await PdfSealer.open(P12, NOW)
  const end = new Date(sealer.lastDay)
  const before = (days: number) => new Date(end.getTime() - days * 86_400_000)
  expect(sealer.endsInDays(before(31))).toBeNull()
  expect(sealer.endsInDays(before(20))).toBeGreaterThanOrEqual(20)
  const late = new Date('2226-01-01')
  await expect(sealer.seal(new Uint8Array(), late)).rejects.toMatchObject({ reason: 'seal-ended' })
  const config = { seal: P12 } as Config
  expect(await checkSeal(config, NOW)).toMatchObject({ level: 'ok', sentence: expect.stringContaining(sealer.lastDay) })
  expect(await checkSeal(config, before(20))).toMatchObject({ level: 'warning' })
  expect(await checkSeal(config, late)).toMatchObject({ level: 'fault' })
})

describe('keys in PEM', () => {
  let folder: string
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vereqe-'))
    const unpack = ['pkcs12', '-in', P12.file, '-passin', 'pass:secret']
    openssl(...unpack, '-nokeys', '-out', 'seal.crt')
    openssl(...unpack, '-nocerts', '-nodes', '-out', 'seal.key')
    openssl('rsa', '-in', 'seal.key', '-aes256', '-passout', 'pass:secret', '-out', 'encrypted.key')
    openssl(...unpack, '-nodes', '-out', 'both.pem')
    openssl('genrsa', '-out', 'other.key', '2048')
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ec.key')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('seal as the same key in PKCS#12 does, byte for byte', async () => {
    const pdf = await renderer.render(documentOf(), { owner: 'x', createdAt: NOW })
    const sealed = []
    for (const files of [
      P12,
      { file: at('both.pem'), keyFile: null, password: '' },
      { file: at('seal.crt'), keyFile: at('seal.key'), password: '' },
      { file: at('seal.crt'), keyFile: at('encrypted.key'), password: 'secret' },
    ]) {
      const sealer = await PdfSealer.open(files, NOW)
      sealed.push(`${sealer.id} ${Buffer.from(await sealer.seal(pdf, NOW)).toString('base64')}`)
      sealer.close()
    }
    expect(new Set(sealed).size).toBe(1)
  })

  test.each([
    ['of another certificate', 'seal.crt', 'other.key', '', 'not that of the key in SEAL_KEY_FILE'],
    ['whose signatures differ each time', 'seal.crt', 'ec.key', '', 'the key of SEAL_KEY_FILE is not an RSA key'],
    ['that another password opens', 'seal.crt', 'encrypted.key', 'x', 'SEAL_PASSWORD does not open it'],
    ['that is not there', 'seal.crt', 'nothing.key', '', 'the file of SEAL_KEY_FILE cannot be read'],
    ['without a certificate', 'other.key', null, '', 'the file of SEAL_FILE has no certificate'],
    ['that is missing', 'seal.crt', null, '', 'the file of SEAL_FILE has no private key'],
  ])('a key %s is refused at the start', async (_, file, keyFile, password, sentence) => {
    const files = { file: at(file), keyFile: keyFile === null ? null : at(keyFile), password }
    await expect(PdfSealer.open(files, NOW)).rejects.toThrow(sentence)
  })
})
