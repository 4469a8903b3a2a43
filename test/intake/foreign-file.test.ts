import { randomBytes } from 'node:crypto'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type ForeignKind, foreignKind } from '../../src/intake/foreign-file.ts'

const EVENT = '{"id":"a","type":"taxpayer.registered"}'
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const INDENTED = JSON.stringify(JSON.parse(EVENT), null, 2)
/** The name, the properties, what it is, and the file as it is, filled up to whole blocks. */
const TAR = Buffer.concat(
  ['events.ndjson'.padEnd(257, '\0'), 'ustar  \0'.padEnd(255, '\0'), `${EVENT}\n${EVENT}\n`.padEnd(512, '\0')].map(
    part => Buffer.from(part),
  ),
)

describe('a file without events', () => {
  test.each<[file: string, start: string | Buffer, kind: ForeignKind]>([
    ['a zip archive', Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(300)]), 'zip'],
    [
      'a zip archive that holds its files uncompressed',
      `PK\x03\x04\x14\0\0\0\0\0events.ndjson${EVENT}\n${EVENT}\nPK\x01\x02`,
      'zip',
    ],
    ['a tar archive', TAR, 'tar'],
    ['a spreadsheet', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0xl/workbook.xml'), 'spreadsheet'],
    ['gzip in gzip', gzipSync(EVENT), 'gzip'],
    ['xz', Buffer.concat([Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), randomBytes(300)]), 'xz'],
    ['bzip2', Buffer.concat([Buffer.from('BZh91AY&SY'), randomBytes(300)]), 'bzip2'],
    ['zstd', zstdCompressSync(EVENT), 'zstd'],
    ['7z', Buffer.concat([Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), randomBytes(300)]), '7z'],
    ['PDF', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300)]), 'pdf'],
    ['an SQLite store', Buffer.concat([Buffer.from('SQLite format 3\0'), randomBytes(300)]), 'sqlite'],
    ['an old spreadsheet', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), randomBytes(300)]), 'old-office'],
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(EVENT)]), 'utf-16'],
    ['big-endian UTF-16', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(EVENT).swap16()]), 'utf-16'],
    ['UTF-16 without a mark', utf16(`${EVENT}\n${EVENT}`), 'utf-16'],
    ['XML', '<?xml version="1.0"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">', 'xml'],
    ['a web page', '<!DOCTYPE html>\n<html lang="az">', 'html'],
    ['MT940', '{1:F01BANKAZ22XXXX}{4:\r\n:20:STATEMENT\r\n:25:AZ00\r\n', 'mt940'],
    ['bare MT940', ':20:STATEMENT\r\n:25:AZ00\r\n:60F:C260301AZN10,00\r\n', 'mt940'],
    ['1C', Buffer.concat([Buffer.from('1CClientBankExchange\r\n'), Buffer.from([0xca, 0xee, 0xe4, 0xe8])]), '1c'],
    ['a JSON array', `[${EVENT},\n${EVENT}]`, 'json-array'],
    ['a JSON array of lines', `[\n${EVENT},\n${EVENT}\n]`, 'json-array'],
    ['indented JSON', INDENTED, 'json-indented'],
    ['JSON in Windows-1254', Buffer.from('{"id":"a","name":"Ümid"}\n', 'latin1'), 'json-not-utf-8'],
    ['a table', 'id;type;voen\na;taxpayer.registered;1000000001\n', 'csv'],
    ['random bytes', Buffer.from(randomBytes(3000).map(byte => byte | 0x80)), 'binary'],
    ['brotli', brotliCompressSync(randomBytes(3000)), 'binary'],
    ['words', 'no event at all\nand no more\n', 'text'],
    ['JSON that is no object', '7\n"a"\nnull\n', 'text'],
  ])('%s is recognised', (_, start, kind) => {
    expect(foreignKind(Buffer.from(start as string))).toBe(kind)
  })
})

describe('a file with events', () => {
  test.each([
    ['one event', EVENT],
    ['an event with a byte order mark', `\uFEFF${EVENT}`],
    ['an event after other lines', `hello\n7\n\n${EVENT}\n`],
    ['an event after a line that is not UTF-8', Buffer.from(`{"name":"Ümid"}\n${EVENT}\n`, 'latin1')],
    ['an event with carriage returns', `${EVENT}\r\n${EVENT}\r\n`],
    ['an event before half an event', `${EVENT}\n${EVENT.slice(0, 20)}`],
    ['an object that is no event', '{}'],
    ['nothing', ''],
    ['blank lines', '\n \r\n\n'],
    ['a byte order mark only', '\uFEFF'],
  ])('is none of them: %s', (_, start) => {
    expect(foreignKind(Buffer.from(start as string))).toBeNull()
  })
})
