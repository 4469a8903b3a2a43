import type { ExportModel } from '../../../views/components/results.tsx'
import { CSV_DIALECTS, csvDialectOf } from '../../export/spreadsheet.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { joinQuery } from '../urls.ts'

/**
 * The files of a list: a workbook, and CSV in each dialect, that of the page's language first.
 * @param hint null where the list says what the files hold
 */
export function fileLinks(
  address: (query: string) => string,
  query: string,
  hint: string | null,
  t: Catalogue,
): ExportModel {
  const href = (dialect: string) => address(joinQuery(query, `dialect=${dialect}`))
  const own = csvDialectOf(t)
  const dialects = [own, ...CSV_DIALECTS.filter(dialect => dialect !== own)]
  return {
    xlsx: href('xlsx'),
    hint,
    accounting: null,
    csv: dialects.map(dialect => ({ label: t.export.csvIn[dialect], href: href(dialect) })),
  }
}
