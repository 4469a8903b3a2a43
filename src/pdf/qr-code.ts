import encodeQR from 'qr'

/** Empty modules around a code, by its standard. */
const QUIET_ZONE = 4

export interface QrCode {
  /** The modules of a side. */
  readonly size: number
  /** An SVG path: a horizontal bar for each run of dark modules. */
  readonly path: string
}

export function qrCode(text: string): QrCode {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE })
  const bars = rows.flatMap((row, y) => darkRuns(row).map(([from, length]) => `M${from} ${y}h${length}v1h-${length}z`))
  return { size: rows.length, path: bars.join('') }
}

/** Draws a QR code as an SVG image. */
export function qrCodeSvg(text: string): string {
  const { size, path } = qrCode(text)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`
}

/** @returns the start and the length of each run */
function darkRuns(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    if (!isDark) return
    const last = runs.at(-1)
    if (last && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  })
  return runs
}
