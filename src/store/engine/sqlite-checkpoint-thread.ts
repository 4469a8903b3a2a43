/** The other end of `sqlite-checkpoints.ts`. */
import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import { type CheckpointMode, checkpointOn } from './sqlite-checkpoints.ts'

/** Writers wait too while a checkpoint waits for readers. */
const TIMEOUT_MS = 100

const connection = new SQLite(workerData as string, { timeout: TIMEOUT_MS, fileMustExist: true })

parentPort!.on('message', (order: CheckpointMode | 'close') => {
  if (order !== 'close') {
    parentPort!.postMessage(checkpointOn(connection, order))
    return
  }
  connection.close()
  parentPort!.close()
})
