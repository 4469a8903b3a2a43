/** Reads workbooks without the code that writes them. */
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import readWorkbookFile from 'read-excel-file/node'
import { fromBuffer, type ZipFile } from 'yauzl'

export type SheetCell = string | number | boolean | Date | null

/** @returns the rows of each sheet by its name, in the order of the workbook, padded to one length */
export async function readWorkbook(file: Buffer): Promise<Map<string, SheetCell[][]>> {
  const sheets = await readWorkbookFile(file, { trim: false })
  return new Map(sheets.map(({ sheet, data }) => [sheet, data as SheetCell[][]]))
}

const openZip = promisify(
  fromBuffer as (file: Buffer, options: object, done: (error: Error | null, zip: ZipFile) => void) => void,
)

/** @returns the parts of the package by their names, in the order of the archive */
export async function partsOf(file: Buffer): Promise<Map<string, string>> {
  const zip = await openZip(file, { lazyEntries: true, autoClose: false })
  const parts = new Map<string, string>()
  const ended = once(zip, 'end')
  zip.on('entry', entry => {
    zip.openReadStream(entry, async (error, stream) => {
      if (error) throw error
      parts.set(entry.fileName, (await buffer(stream)).toString())
      zip.readEntry()
    })
  })
  zip.readEntry()
  await ended
  return parts
}
