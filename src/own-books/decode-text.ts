const HIGH_RUN = 3

/** Finds the encoding of a text file and decodes it: Unicode by its mark or form, else Cyrillic or Turkish of Windows. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const wide = wideEncoding(bytes.subarray(0, 4096))
  if (wide !== null) return wide
  if (isUtf8(bytes)) return 'utf-8'
  return hasCyrillicWords(bytes) ? 'windows-1251' : 'windows-1254'
}

/** Text with Latin letters and digits has a zero in every second byte. */
function wideEncoding(bytes: Uint8Array): string | null {
  const zeros = [0, 0]
  for (const [index, byte] of bytes.entries()) if (byte === 0) zeros[index % 2]! += 1
  const [even, odd] = zeros as [number, number]
  if (Math.max(even, odd) * 4 < bytes.length) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** In Cyrillic words all letters are above ASCII; in Turkish ones a few are. */
function hasCyrillicWords(bytes: Uint8Array): boolean {
  let [high, inRuns, run] = [0, 0, 0]
  for (const byte of bytes) {
    run = byte >= 0xc0 ? run + 1 : 0
    if (byte >= 0xc0) high += 1
    if (run >= HIGH_RUN) inRuns += 1
  }
  return inRuns * 3 > high
}
