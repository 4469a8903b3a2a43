/** Moves the write-ahead log of an SQLite file into the file, in a thread of its own. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import SQLite from 'better-sqlite3'

/** Fewer pages, 16 MB, stay in the log: those that an import changes again and again are moved once. */
const MAX_PAGES = 4000

/** After a checkpoint has waited for a reader in vain, no other waits for this time: a backup reads for long. */
const PAUSE_MS = 2000

/** RESTART keeps out writers and waits for readers; PASSIVE moves what it can. */
export type CheckpointMode = 'RESTART' | 'PASSIVE'

/** Pages in the log, and how many of them are in the file; the same number when only a writer was in the way. */
export interface CheckpointResult {
  readonly log: number
  readonly checkpointed: number
}

/**
 * SQLite checkpoints in the commit, which then takes twice as long, and long after a backup; and when the lock is already
 * free. A writer that appends meanwhile, and a reader that began before all was moved, prevent the log from restarting:
 * beside busy pages the log would grow for as long as an import runs. A RESTART checkpoint excludes writers, moves what
 * was written meanwhile too, and waits until no reader needs the log, which would block this thread.
 */
export class Checkpoints {
  readonly #path: string
  #thread: Worker | null = null
  #noWaitUntil_ms = 0

  constructor(path: string) {
    this.#path = path
  }

  /**
   * To be awaited after each commit. What was committed is durable, so a checkpoint that fails, as on a full disk, must
   * not make it look failed; a later one moves the rest.
   */
  async run(connection: SQLite.Database): Promise<void> {
    if (pagesToMove(connection) < MAX_PAGES) return
    const mode = performance.now() < this.#noWaitUntil_ms ? 'PASSIVE' : 'RESTART'
    const moved = (await this.#inThread(mode)) ?? checkpointOn(connection, 'PASSIVE')
    // A writer or another checkpoint soon ends, so only a reader is a reason for a pause.
    if (mode === 'RESTART' && moved && moved.checkpointed < moved.log)
      this.#noWaitUntil_ms = performance.now() + PAUSE_MS
  }

  /** To be awaited before the last connection of this thread is closed, which removes the log. */
  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    if (!thread) return
    const ended = once(thread, 'exit')
    thread.ref()
    thread.postMessage('close')
    await ended
  }

  /** @returns null when the system gives no thread, or the thread could not open the file */
  async #inThread(mode: CheckpointMode): Promise<CheckpointResult | null> {
    this.#thread ??= startThread(this.#path)
    const thread = this.#thread
    thread.ref()
    thread.postMessage(mode)
    try {
      const [moved] = (await once(thread, 'message')) as [CheckpointResult | null]
      return moved
    } catch {
      this.#thread = null
      return null
    } finally {
      // The program may end while the thread has nothing to do.
      thread.unref()
    }
  }
}

function pagesToMove(connection: SQLite.Database): number {
  const state = checkpointOn(connection, 'NOOP')
  return state ? state.log - state.checkpointed : 0
}

/** @returns null when SQLite has failed */
export function checkpointOn(connection: SQLite.Database, mode: CheckpointMode | 'NOOP'): CheckpointResult | null {
  try {
    const [result] = connection.pragma(`wal_checkpoint(${mode})`) as [CheckpointResult]
    return result
  } catch (error) {
    if (error instanceof SQLite.SqliteError) return null
    throw error
  }
}

function startThread(path: string): Worker {
  const name = `./sqlite-checkpoint-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`
  return new Worker(new URL(name, import.meta.url), { workerData: path, execArgv: [] })
}
