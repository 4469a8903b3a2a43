import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { MAX_PARTS, MAX_RATIO, MAX_UNPACKED_BYTES, RefusedFileError } from './refused.ts'

/** The container of old spreadsheets, and of encrypted new ones. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ZIP = Buffer.from('PK')
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le')
const MACROS = /(^|\/)(vbaproject\.bin|vbaData\.xml|macrosheets\/|dialogsheets\/)/i
/** Small parts of equal characters pack well, and do no harm. */
const SMALL_BYTES = 1024 * 1024

export function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, ZIP.length).equals(ZIP)
}

/** @throws {RefusedFileError} for old and encrypted spreadsheets */
export function refuseCompound(bytes: Buffer): void {
  if (!bytes.subarray(0, COMPOUND.length).equals(COMPOUND)) return
  throw new RefusedFileError(bytes.includes(ENCRYPTED_PACKAGE) ? 'encrypted' : 'old-excel')
}

/** The parts of a workbook by name. Nothing has been unpacked yet. */
export interface Workbook {
  readonly parts: ReadonlyMap<string, Entry>
  readonly zip: ZipFile
}

/** Judges the directory of the file before anything is unpacked: parts, sizes, ratios, macros, encryption. */
export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  const zip = await open(bytes)
  if (zip.entryCount > MAX_PARTS) throw new RefusedFileError('too-many-parts')
  const parts = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of entriesOf(zip)) {
    unpacked += entry.uncompressedSize
    judge(entry, unpacked)
    if (parts.size >= MAX_PARTS) throw new RefusedFileError('too-many-parts')
    // Of two parts with one name, programs take different ones.
    if (parts.has(entry.fileName)) throw new RefusedFileError('damaged')
    parts.set(entry.fileName, entry)
  }
  return { parts, zip }
}

function judge({ fileName, uncompressedSize, compressedSize, generalPurposeBitFlag }: Entry, unpacked: number): void {
  if (generalPurposeBitFlag & 1) throw new RefusedFileError('encrypted')
  if (MACROS.test(fileName)) throw new RefusedFileError('macros')
  if (unpacked > MAX_UNPACKED_BYTES) throw new RefusedFileError('unpacks-too-large')
  if (uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * MAX_RATIO) {
    throw new RefusedFileError('unpacks-too-large')
  }
}

async function open(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { validateEntrySizes: true, strictFileNames: true })
  } catch {
    throw new RefusedFileError('damaged')
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    for await (const entry of zip.eachEntry()) yield entry
  } catch (error) {
    throw error instanceof RefusedFileError ? error : new RefusedFileError('damaged')
  }
}

/** Unpacks one part piece by piece; a part that is longer than the directory says is refused. */
export async function* unpack({ zip }: Workbook, entry: Entry): AsyncGenerator<Buffer> {
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const piece of stream) yield piece as Buffer
  } catch (error) {
    throw error instanceof RefusedFileError ? error : new RefusedFileError('damaged')
  }
}
