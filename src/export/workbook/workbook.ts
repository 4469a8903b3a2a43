/** Writes a workbook (XLSX) as its rows come: nothing of it is held. */
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import {
  appXml,
  contentTypesXml,
  coreXml,
  relationsXml,
  type WorkbookProperties,
  workbookRelationsXml,
  workbookXml,
} from './package.ts'
import { type Sheet, type SheetEntry, SheetWriter } from './sheet.ts'
import { stylesXml } from './styles.ts'

export interface WorkbookOptions {
  readonly properties: WorkbookProperties
  /** Waits for a turn of the event loop, before each batch of rows. */
  readonly turn: () => Promise<void>
  /** Of a sheet; for tests. */
  readonly maxRows?: number
}

/**
 * Yields a workbook in pieces, only as fast as they are taken. A consumer that leaves ends the sources of all rows. If a
 * source fails, the archive has no end: no program takes it for complete.
 */
export async function* workbook(
  sheets: Iterable<Sheet>,
  options: WorkbookOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const archive = new Archive(options)
  // The output fails with it.
  archive.write(sheets).catch(error => archive.fail(error))
  try {
    yield* archive.output
  } finally {
    await archive.end()
  }
}

class Archive {
  readonly #zip = new ZipFile()
  readonly #options: WorkbookOptions
  #writer: SheetWriter | null = null
  #source: Readable | null = null

  constructor(options: WorkbookOptions) {
    this.#options = options
  }

  get output(): AsyncIterable<Uint8Array> {
    return this.#zip.outputStream as Readable
  }

  /** What needs no rows comes first, so that a download begins at once. */
  async write(sheets: Iterable<Sheet>): Promise<void> {
    const { properties, turn, maxRows } = this.#options
    this.#add('_rels/.rels', relationsXml())
    this.#add('docProps/core.xml', coreXml(properties))
    this.#add('docProps/app.xml', appXml(properties))
    this.#add('xl/styles.xml', stylesXml(properties.dateFormat))
    const entries: SheetEntry[] = []
    for (const sheet of sheets) {
      const writer = new SheetWriter(sheet, turn, maxRows)
      this.#writer = writer
      for (let written = entries.length + 1; !writer.isDone; written += 1) {
        await this.#addSheet(`xl/worksheets/sheet${written}.xml`, writer.part())
      }
      entries.push(...writer.entries)
    }
    this.#add('xl/workbook.xml', workbookXml(entries))
    this.#add('xl/_rels/workbook.xml.rels', workbookRelationsXml(entries.length))
    this.#add('[Content_Types].xml', contentTypesXml(entries.length))
    this.#zip.end()
  }

  fail(error: unknown): void {
    this.#destroyOutput(error as Error)
  }

  async end(): Promise<void> {
    this.#destroyOutput()
    const source = this.#source
    if (source !== null) {
      const closed = finished(source, { cleanup: true }).catch(() => {})
      source.destroy()
      await closed
    }
    await this.#writer?.end()
  }

  #destroyOutput(error?: Error): void {
    ;(this.#zip.outputStream as Readable).destroy(error)
  }

  #add(name: string, xml: string): void {
    this.#zip.addBuffer(Buffer.from(xml), name, { mtime: this.#options.properties.created })
  }

  /** @returns when the last piece is taken */
  async #addSheet(name: string, pieces: AsyncIterable<string>): Promise<void> {
    const source = Readable.from(encoded(pieces))
    this.#source = source
    this.#zip.addReadStream(source, name, { mtime: this.#options.properties.created })
    await finished(source)
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece)
}
