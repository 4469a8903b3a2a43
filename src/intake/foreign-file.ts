/** Recognises files that hold no events. */
import { isUtf8 } from 'node:buffer'
import { parse } from './parse.ts'

export type ForeignKind =
  | 'zip'
  | 'spreadsheet'
  | 'gzip'
  | 'xz'
  | 'bzip2'
  | 'zstd'
  | '7z'
  | 'tar'
  | 'pdf'
  | 'sqlite'
  | 'old-office'
  | 'utf-16'
  | 'html'
  | 'xml'
  | 'mt940'
  | '1c'
  | 'json-array'
  | 'json-indented'
  | 'json-not-utf-8'
  | 'csv'
  | 'binary'
  | 'text'

const SIGNATURES: readonly (readonly [bytes: Buffer, kind: ForeignKind])[] = [
  [Buffer.from([0x1f, 0x8b]), 'gzip'],
  [Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), 'xz'],
  [Buffer.from('BZh'), 'bzip2'],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 'zstd'],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), '7z'],
  [Buffer.from('%PDF'), 'pdf'],
  [Buffer.from('SQLite format 3\0'), 'sqlite'],
  [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'old-office'],
  [Buffer.from([0xff, 0xfe]), 'utf-16'],
  [Buffer.from([0xfe, 0xff]), 'utf-16'],
]

/** A tar archive says what it is after the name and the properties of its first file. */
const TAR_NAME_BYTES = 257

/** Patterns of text, in the order in which they are tried. */
const TEXTS: readonly (readonly [pattern: RegExp, kind: ForeignKind])[] = [
  [/^<(!doctype html|html)/i, 'html'],
  [/^</, 'xml'],
  [/^1CClientBankExchange/, '1c'],
  [/^(\{1:|:20:)/, 'mt940'],
  [/^:(20|25|60[FM]):/m, 'mt940'],
  [/^\[/, 'json-array'],
  [/^\{\s*$/m, 'json-indented'],
  [/^[^\n]*([;,\t])[^\n]*\1/, 'csv'],
]

/**
 * Tells what a file is that holds no events.
 * @param start its first bytes
 * @returns null when one of the lines is a JSON object, or all of them are blank
 */
export function foreignKind(start: Buffer): ForeignKind | null {
  const text = textOf(start)
  if (text.trim() === '' || hasEvent(start)) return null
  const isNotUtf8 = linesOf(start).some(line => line.includes(REPLACED) && isObject(line))
  return kindOfBytes(start) ?? (isNotUtf8 ? 'json-not-utf-8' : kindOfText(text.trimStart()))
}

/** Whether one of the lines is a JSON object in UTF-8, outside an archive and outside an array of several lines. */
export function hasEvent(start: Buffer): boolean {
  const lines = linesOf(start)
  const first = lines.find(line => line.trim() !== '') ?? ''
  const opensArray = /^\s*\[/.test(first) && parse(first) === undefined
  // An archive may hold its files uncompressed, so that their lines stand in it as they are.
  if (opensArray || kindOfBytes(start) !== null) return false
  return (isUtf8(start) ? lines : lines.filter(line => !line.includes(REPLACED))).some(isObject)
}

/** Stands for bytes that are not UTF-8. */
const REPLACED = '\ufffd'

function linesOf(start: Buffer): string[] {
  return textOf(start).split('\n')
}

function textOf(start: Buffer): string {
  return start.toString().replaceAll('\uFEFF', '')
}

function isObject(line: string): boolean {
  return /^\s*\{/.test(line) && parse(line) !== undefined
}

function kindOfBytes(start: Buffer): ForeignKind | null {
  if (start.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) {
    return start.includes('xl/') || start.includes('[Content_Types].xml') ? 'spreadsheet' : 'zip'
  }
  const known = SIGNATURES.find(([bytes]) => start.subarray(0, bytes.length).equals(bytes))
  if (known) return known[1]
  if (start.subarray(TAR_NAME_BYTES).indexOf('ustar') === 0) return 'tar'
  return isUtf16(start) ? 'utf-16' : null
}

/** Latin text in UTF-16 has a zero in nearly every second byte. */
function isUtf16(start: Buffer): boolean {
  const zeros = [0, 0]
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2]! += 1
  const half = start.length / 2
  return Math.max(...zeros) > 0.5 * half && Math.min(...zeros) < 0.1 * half
}

function kindOfText(text: string): ForeignKind {
  // Control characters and bytes that are not UTF-8 do not stand in text.
  const strange = text.match(/[^\P{Cc}\n\r\t]|\ufffd/gu)?.length ?? 0
  const known = TEXTS.find(([pattern]) => pattern.test(text))?.[1]
  // Bank files in a one-byte encoding have bytes that are not UTF-8 too.
  if (known === '1c' || known === 'mt940' || known === 'xml') return known
  if (strange > 0.05 * text.length) return 'binary'
  return known ?? 'text'
}
