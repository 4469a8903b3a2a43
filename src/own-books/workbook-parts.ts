import { posix } from 'node:path'
import { unpack, type Workbook } from './open-workbook.ts'
import { MAX_CELL, RefusedFileError } from './refused.ts'
import { readWholeXml } from './xml.ts'

export interface WorkbookInfo {
  /** The part of the first sheet that is not hidden. */
  readonly sheet: string
  readonly sheetName: string
  readonly is1904: boolean
}

/** Reads which sheet comes first, and how the file counts days. */
export async function readWorkbookInfo(workbook: Workbook): Promise<WorkbookInfo> {
  const root = [...(await readRelations(workbook, '_rels/.rels')).values()].find(({ type }) =>
    type.endsWith('/officeDocument'),
  )
  if (!root) throw new RefusedFileError('not-a-table')
  const path = partPath('', root.target)
  let is1904 = false
  const sheets: { name: string; relation: string }[] = []
  await readWholeXml(unpackPart(workbook, path), {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = ['1', 'true', 'on'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ name: attributes.name ?? '', relation })
    },
  })
  const folder = posix.dirname(path)
  const relations = await readRelations(workbook, `${folder}/_rels/${posix.basename(path)}.rels`)
  const first = sheets.find(({ relation }) => relations.get(relation)?.type.endsWith('/worksheet'))
  if (!first) throw new RefusedFileError('no-sheet')
  return { sheet: partPath(folder, relations.get(first.relation)!.target), sheetName: first.name, is1904 }
}

interface Relation {
  readonly type: string
  readonly target: string
}

async function readRelations(workbook: Workbook, path: string): Promise<ReadonlyMap<string, Relation>> {
  const relations = new Map<string, Relation>()
  if (!workbook.parts.has(path)) return relations
  await readWholeXml(unpackPart(workbook, path), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      // What lies outside of the file is never looked for.
      if (name === 'Relationship' && TargetMode !== 'External') relations.set(Id, { type: Type, target: Target })
    },
  })
  return relations
}

function partPath(folder: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(folder, target))
}

export function unpackPart(workbook: Workbook, path: string): AsyncGenerator<Buffer> {
  const entry = workbook.parts.get(path)
  if (!entry) throw new RefusedFileError('damaged')
  return unpack(workbook, entry)
}

/** The texts that cells share, in their order. */
export async function readSharedStrings(workbook: Workbook): Promise<readonly string[]> {
  const path = [...workbook.parts.keys()].find(name => /(^|\/)sharedStrings\.xml$/i.test(name))
  if (path === undefined) return []
  const strings: string[] = []
  const text = new TextOfElement()
  await readWholeXml(unpackPart(workbook, path), {
    open: name => text.open(name),
    text: piece => text.add(piece),
    close: name => {
      text.close(name)
      if (name === 'si') strings.push(text.take())
    },
  })
  return strings
}

/** Collects the text of `t` elements; how it is to be pronounced does not count. */
export class TextOfElement {
  #text = ''
  #isInside = false
  #isPhonetic = false

  open(name: string): void {
    if (name === 'rPh') this.#isPhonetic = true
    if (name === 't') this.#isInside = !this.#isPhonetic
  }

  add(piece: string): void {
    if (!this.#isInside) return
    this.#text += piece
    if (this.#text.length > MAX_CELL) throw new RefusedFileError('cell-too-long')
  }

  close(name: string): void {
    if (name === 'rPh') this.#isPhonetic = false
    if (name === 't') this.#isInside = false
  }

  take(): string {
    const text = this.#text
    this.#text = ''
    return text
  }
}

/** Formats of dates that every spreadsheet knows by number. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])
/** Letters of days and years, outside of quotes, escapes and brackets. */
const QUOTED = /"[^"]*"|\\.|\[[^\]]*\]/g

/** Which styles of cells show a number as a date. */
export async function readDateStyles(workbook: Workbook): Promise<ReadonlySet<number>> {
  const path = [...workbook.parts.keys()].find(name => /(^|\/)styles\.xml$/i.test(name))
  const dateStyles = new Set<number>()
  if (path === undefined) return dateStyles
  const dateFormats = new Set(DATE_FORMATS)
  let isInCells = false
  let style = 0
  await readWholeXml(unpackPart(workbook, path), {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt' && /[dy]/i.test(formatCode.replace(QUOTED, '')))
        dateFormats.add(Number.parseInt(numFmtId, 10))
      if (name === 'cellXfs') isInCells = true
      if (name !== 'xf' || !isInCells) return
      if (dateFormats.has(Number.parseInt(numFmtId, 10))) dateStyles.add(style)
      style += 1
    },
    close: name => {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return dateStyles
}
