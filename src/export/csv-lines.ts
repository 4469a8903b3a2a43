import { stringify } from 'csv-stringify/sync'

/** Characters that need quotes. Most records have none and are joined without the library. */
const SPECIAL = /[",\r\n]/

/** Writes a record as a line of CSV for software: RFC 4180 quoting where needed, LF. Null is an empty cell. */
export function toCsvLine(record: readonly (string | null)[]): string {
  const isPlain = !record.some(cell => cell !== null && SPECIAL.test(cell))
  return isPlain ? `${record.join()}\n` : stringify([record])
}
