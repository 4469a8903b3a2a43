import { SaxesParser } from 'saxes'
import { MAX_CELL, RefusedFileError } from './refused.ts'

const MAX_DEPTH = 32
/** No tag, and no text between two, is longer; only a few cells have so much text. */
const MAX_BETWEEN_TAGS = MAX_CELL * 8

export interface XmlHandlers {
  /** @param name without its prefix */
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/**
 * Reads a part of a workbook. Document types are refused, so there are no entities but those of XML itself. The consumer
 * works between two pieces.
 */
export async function* readXml(pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false })
  let depth = 0
  let sinceTag = 0
  parser.on('doctype', () => refuse('doctype'))
  parser.on('error', () => refuse('damaged'))
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    sinceTag = 0
    if (depth > MAX_DEPTH) refuse('damaged')
    // Without namespaces the parser gives texts.
    handlers.open?.(localName(name), attributes as Record<string, string>)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    sinceTag = 0
    handlers.close?.(localName(name))
  })
  const text = (found: string) => handlers.text?.(found)
  parser.on('text', text)
  parser.on('cdata', text)
  for await (const piece of textOf(pieces)) {
    sinceTag += piece.length
    parser.write(piece)
    if (sinceTag > MAX_BETWEEN_TAGS) refuse('cell-too-long')
    yield
  }
  parser.close()
  yield
}

/** Reads a whole part. */
export async function readWholeXml(pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(pieces, handlers));
}

function refuse(code: 'doctype' | 'damaged' | 'cell-too-long'): never {
  throw new RefusedFileError(code)
}

/** Spreadsheets are written in UTF-8; other encodings are refused. */
async function* textOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (piece?: Buffer) => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
    } catch {
      return refuse('damaged')
    }
  }
  for await (const piece of pieces) yield decode(piece)
  yield decode()
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
