/** Compares rows of a table with what the audit log says of them, by name. */
import { compareRows, type Difference, type Row } from '../../store/maintenance/compare.ts'

export type NamedRows = ReadonlyMap<string, Row>

export function toText(row: object): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]))
}

export function toTexts<Values extends object>(rows: ReadonlyMap<string, Values>): Map<string, Row> {
  return new Map([...rows].map(([name, row]) => [name, toText(row)]))
}

/** Leaves out rows that the other side does not name. */
export function onlyThose(rows: NamedRows, named: NamedRows): Map<string, Row> {
  return new Map([...rows].filter(([name]) => named.has(name)))
}

/** @returns the first difference by name, or null */
export function compareNamed(
  table: string,
  key: readonly string[],
  kept: NamedRows,
  audited: NamedRows,
): Difference | null {
  const [mine, theirs] = [kept, audited].map(rows => [...rows].sort(byName).map(([, row]) => row))
  // Not those of the first row alone: a value that most rows lack is compared where a row has it.
  const columns = [...new Set([...mine!, ...theirs!].flatMap(row => Object.keys(row)))]
  return compareRows({ table, key, columns }, mine!.map(inOrder(columns)), theirs!.map(inOrder(columns)))
}

function byName([one]: [string, Row], [other]: [string, Row]): number {
  return one < other ? -1 : 1
}

function inOrder(columns: readonly string[]) {
  return (row: Row): Row => Object.fromEntries(columns.map(column => [column, row[column] ?? null]))
}
