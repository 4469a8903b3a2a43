/** A small disk in memory, which can become full or read-only. Mounting it needs root. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'vereqe-disk-'))

  /** @returns null where this user may not mount */
  static mount(mebibytes: number): SmallDisk | null {
    const disk = new SmallDisk()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', disk.folder], { stdio: 'ignore' })
      return disk
    } catch {
      rmSync(disk.folder, { recursive: true })
      return null
    }
  }

  /** Fills the disk up to its last page. Its free room is only an estimate while several processors use it. */
  fill(): void {
    const page = Buffer.alloc(4096)
    try {
      for (;;) appendFileSync(this.#ballast, page)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }

  clear(): void {
    rmSync(this.#ballast)
  }

  makeReadOnly(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.folder])
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder])
    rmSync(this.folder, { recursive: true })
  }

  get #ballast(): string {
    return join(this.folder, 'ballast')
  }
}

export const CAN_MOUNT = (() => {
  const disk = SmallDisk.mount(1)
  disk?.unmount()
  return disk !== null
})()
