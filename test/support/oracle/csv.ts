/** Reads CSV by RFC 4180, independent of the code that writes it. */
export function parseCsv(text: string, delimiter: string, lineEnd: string): string[][] {
  const records: string[][] = []
  let at = 0
  while (at < text.length) {
    const record: string[] = []
    for (;;) {
      const [cell, behind] = text[at] === '"' ? quoted(text, at) : bare(text, at, delimiter, lineEnd)
      record.push(cell)
      at = behind + delimiter.length
      if (!text.startsWith(delimiter, behind)) {
        if (!text.startsWith(lineEnd, behind)) throw new Error(`A line does not end at ${behind}`)
        at = behind + lineEnd.length
        break
      }
    }
    records.push(record)
  }
  return records
}

function quoted(text: string, start: number): [cell: string, behind: number] {
  const [whole] = /"(?:[^"]|"")*"/y[Symbol.match](text.slice(start)) ?? []
  if (whole === undefined) throw new Error(`A quote does not end: ${start}`)
  return [whole.slice(1, -1).replaceAll('""', '"'), start + whole.length]
}

function bare(text: string, start: number, delimiter: string, lineEnd: string): [cell: string, behind: number] {
  const ends = [delimiter, lineEnd].map(end => text.indexOf(end, start)).filter(index => index !== -1)
  const behind = Math.min(...ends, text.length)
  const cell = text.slice(start, behind)
  if (/["\r\n]/.test(cell)) throw new Error(`A bare cell holds ${JSON.stringify(cell)}`)
  return [cell, behind]
}

/** The headings and the rows of a file for people: what the file is about stands before them, above an empty line. */
export function tableIn(file: string): string {
  const [, ...rest] = file.split('\r\n\r\n')
  if (rest.length === 0) throw new Error('The file does not say what it is about')
  return rest.join('\r\n\r\n')
}
