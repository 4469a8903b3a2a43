/** Node decodes this encoding and does not encode it. */
const CODES = new Map<string, number>(
  [...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, code) => code))].map(
    (character, code) => [character, code],
  ),
)

/** The schwa, the dotless i and the sign of the manat: Unicode has no plainer form of them. */
const LETTERS: Readonly<Record<string, string>> = { '\u0259': 'e', '\u018f': 'E', '\u0131': 'i', '\u20bc': 'AZN' }

const QUESTION_MARK = 0x3f

/**
 * Encodes a text. Letters that the encoding lacks lose their marks, since programs match by numbers and only show names.
 * Other characters become question marks.
 */
export function windows1251(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap(character => codesOf(character)))
}

function codesOf(character: string): number[] {
  const code = CODES.get(character)
  if (code !== undefined) return [code]
  const plain = LETTERS[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '')
  return [...plain].map(letter => CODES.get(letter) ?? QUESTION_MARK)
}
