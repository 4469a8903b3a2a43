import type { CommandContext } from './command.ts'

const REDRAW_MS = 200

export class Progress {
  readonly #stderr: CommandContext['stderr']
  readonly #unit: string
  readonly #started_ms = performance.now()
  #drawn_ms = 0

  constructor(stderr: CommandContext['stderr'], unit: string) {
    this.#stderr = stderr
    this.#unit = unit
  }

  /** @param share how much of the work is done, from 0 to 1; null when the total is unknown */
  show(done: number, share: number | null): void {
    const now_ms = performance.now()
    // A rate of the first moment would say nothing.
    if (!this.#stderr.isTTY || now_ms - Math.max(this.#drawn_ms, this.#started_ms) < REDRAW_MS) return
    this.#drawn_ms = now_ms
    const elapsed_s = (now_ms - this.#started_ms) / 1000
    const rate = Math.round(done / elapsed_s)
    const left_s = share ? Math.ceil((elapsed_s * (1 - share)) / share) : null
    const left = left_s === null ? '' : `, ${Math.round(share! * 100)} %, ${duration(left_s)} left`
    this.#stderr.write(`\r\u001b[K${done} ${this.#unit}, ${rate}/s${left}`)
  }

  clear(): void {
    if (this.#stderr.isTTY && this.#drawn_ms > 0) this.#stderr.write('\r\u001b[K')
  }
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
