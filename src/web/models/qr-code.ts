import encodeQR from 'qr'

/** Empty modules around a code, by its standard. */
const QUIET_ZONE = 4

export interface QrCodeModel {
  /** The modules of a side. */
  readonly size: number
  /** An SVG path with a bar for each run of dark modules. */
  readonly path: string
}

export function qrCode(text: string): QrCodeModel {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE })
  const bars = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  return { size: rows.length, path: bars.join('') }
}
