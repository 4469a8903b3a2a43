import { FILE_FORMATS, type FileFormat } from '../../export/file.ts'
import { csvDialectOf } from '../../export/spreadsheet.ts'
import type { Catalogue } from '../../i18n/index.ts'

/**
 * Reads the format of a download for people. Without one it is CSV for spreadsheets in the language of the page.
 * @returns null when there is no such format
 */
export function parseFileFormat(text: string | undefined, t: Catalogue): FileFormat | null {
  if (text === undefined) return csvDialectOf(t)
  return FILE_FORMATS.find(format => format === text) ?? null
}
