import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of the smallest workbook that spreadsheets open, around one sheet. */
export function workbookParts(
  sheetData: string,
  { strings = '', styles = '', workbook = '' }: { strings?: string; styles?: string; workbook?: string } = {},
): Record<string, string> {
  return {
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${TYPES}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${TYPES}">${workbook}<sheets><sheet name="hidden" sheetId="1" state="hidden" r:id="r9"/><sheet name="Books" sheetId="2" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${TYPES}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${TYPES}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
  }
}

export function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

export function workbook(sheetData: string, options?: Parameters<typeof workbookParts>[1]): Promise<Buffer> {
  return zipOf(workbookParts(sheetData, options))
}
