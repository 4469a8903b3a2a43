/** The parts of a workbook beside its sheets, as XML. */
import { escapeXml } from './cells.ts'
import { namesXml, type SheetEntry } from './sheet.ts'

export interface WorkbookProperties {
  readonly title: string
  readonly company: string
  readonly language: string
  readonly created: Date
  /** How dates look, such as `dd\.mm\.yyyy`. */
  readonly dateFormat: string
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument'
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

export function relationsXml(): string {
  return relations([
    ['rId1', `${OFFICE}/relationships/officeDocument`, 'xl/workbook.xml'],
    ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ['rId3', `${OFFICE}/relationships/extended-properties`, 'docProps/app.xml'],
  ])
}

export function coreXml({ title, company, language, created }: WorkbookProperties): string {
  const instant = `${created.toISOString().slice(0, 19)}Z`
  return (
    `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeXml(title)}</dc:title><dc:subject>${escapeXml(company)}</dc:subject>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified>` +
    `<dc:language>${language}</dc:language></cp:coreProperties>`
  )
}

export function appXml({ company }: WorkbookProperties): string {
  return (
    `${DECLARATION}<Properties xmlns="${OFFICE}/extended-properties">` +
    `<Application>Vereqe</Application><Company>${escapeXml(company)}</Company></Properties>`
  )
}

/** @param entries in the order in which they were written, which numbers their parts */
export function workbookXml(entries: readonly SheetEntry[]): string {
  const numbered = entries.map((entry, index) => ({ ...entry, number: index + 1 }))
  const listed = [...numbered.filter(({ isFirst }) => isFirst), ...numbered.filter(({ isFirst }) => !isFirst)]
  const sheets = listed.map(
    ({ name, number }) => `<sheet name="${escapeXml(name)}" sheetId="${number}" r:id="rId${number}"/>`,
  )
  return (
    `${DECLARATION}<workbook xmlns="${SHEETS}" xmlns:r="${OFFICE}/relationships">` +
    `<bookViews><workbookView/></bookViews><sheets>${sheets.join('')}</sheets>${namesXml(listed)}</workbook>`
  )
}

export function workbookRelationsXml(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  return relations([
    ...numbers.map(
      number => [`rId${number}`, `${OFFICE}/relationships/worksheet`, `worksheets/sheet${number}.xml`] as const,
    ),
    [`rId${count + 1}`, `${OFFICE}/relationships/styles`, 'styles.xml'],
  ])
}

export function contentTypesXml(count: number): string {
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}+xml"/>`
  const sheets = Array.from({ length: count }, (_, index) =>
    override(`xl/worksheets/sheet${index + 1}.xml`, `${TYPE}.spreadsheetml.worksheet`),
  )
  return (
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('xl/workbook.xml', `${TYPE}.spreadsheetml.sheet.main`) +
    sheets.join('') +
    override('xl/styles.xml', `${TYPE}.spreadsheetml.styles`) +
    override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties') +
    override('docProps/app.xml', `${TYPE}.extended-properties`) +
    '</Types>'
  )
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const each = all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`
}
