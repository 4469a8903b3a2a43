/** The styles of all workbooks. */

/** Each is followed, STRONG places later, by the same in bold. */
const NAMES = ['text', 'date', 'amount', 'count', 'rate', 'longAmount', 'words'] as const

export const STRONG = NAMES.length

export type StyleName = (typeof NAMES)[number]

/** Places in the list of styles. The first of the list is that of empty cells. */
export const STYLES = {
  text: 1,
  date: 2,
  amount: 3,
  count: 4,
  rate: 5,
  longAmount: 6,
  words: 7,
  heading: 1 + 2 * STRONG,
} as const satisfies Record<StyleName | 'heading', number>

const [GENERAL, WHOLE, GROUPED, AS_TEXT, OWN_DATE] = [0, 1, 4, 49, 164]

const FORMATS: Readonly<Record<StyleName, number>> = {
  text: AS_TEXT,
  date: OWN_DATE,
  amount: GROUPED,
  count: WHOLE,
  rate: GENERAL,
  longAmount: AS_TEXT,
  words: AS_TEXT,
}

const ALIGNMENTS: Readonly<Partial<Record<StyleName, string>>> = {
  longAmount: '<alignment horizontal="right"/>',
  words: '<alignment vertical="top" wrapText="1"/>',
}

/** @param dateFormat such as `dd\.mm\.yyyy` */
export function stylesXml(dateFormat: string): string {
  const cells = [0, 1].flatMap(font =>
    NAMES.map(
      name =>
        `<xf numFmtId="${FORMATS[name]}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">${ALIGNMENTS[name] ?? ''}</xf>`,
    ),
  )
  const heading =
    `<xf numFmtId="${AS_TEXT}" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">` +
    '<alignment vertical="center" wrapText="1"/></xf>'
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<numFmts count="1"><numFmt numFmtId="${OWN_DATE}" formatCode="${dateFormat}"/></numFmts>` +
    `<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill></fills>' +
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FF5B7083"/></bottom><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cells.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cells.join('')}${heading}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    '</styleSheet>'
  )
}
