/** The place of a download among those that its person has open. */
export interface DownloadPlace {
  /** Set when the answer is a stream, whose end frees the place. */
  isStreamed: boolean
  /** Has no effect the second time. */
  free(): void
}

/** Counts the open downloads of each person, in this process. */
export class DownloadPlaces {
  readonly #max: number
  readonly #open = new Map<string, number>()

  constructor(max: number) {
    this.#max = max
  }

  /** @returns null when the person has as many open as allowed */
  take(person: string): DownloadPlace | null {
    const open = this.#open.get(person) ?? 0
    if (open >= this.#max) return null
    this.#open.set(person, open + 1)
    let isFree = false
    const free = () => {
      if (!isFree) this.#free(person)
      isFree = true
    }
    return { isStreamed: false, free }
  }

  #free(person: string): void {
    const left = this.#open.get(person)! - 1
    if (left > 0) this.#open.set(person, left)
    else this.#open.delete(person)
  }
}
