import { Worker } from 'node:worker_threads'
import { type StoreFault, StoreFaultError, type WriteAccess } from '../../store/engine/access.ts'
import { TooManyStepsError } from '../turns.ts'
import { type DeliveryReport, deliverEvents, type Line } from './deliver-events.ts'

/** Two hundred usual events take a third of it, in a tenth of a second. */
const MAX_STEPS = 20_000

export interface DeliveryOrder {
  readonly path: string
  readonly lines: readonly Line[]
  readonly now: Date
  readonly sender: string
}

export type DeliveryAnswer =
  | { readonly report: DeliveryReport }
  | { readonly fault: StoreFault; readonly message: string }

/**
 * Delivers events as `deliverEvents` does, in a thread that also serves pages. Booking takes turns with them, but a commit
 * to a file is one piece, and one event may settle or release any number of others: such a group is taken back here
 * and booked in a thread of its own. There is never more than one, because writers of a file take turns.
 */
export async function deliverBeside(
  writer: WriteAccess,
  lines: readonly Line[],
  now: Date,
  sender: string,
): Promise<DeliveryReport> {
  const { handOver } = writer
  if (!handOver) return deliverEvents(writer, lines, now, sender)
  try {
    return await deliverEvents(writer, lines, now, sender, MAX_STEPS)
  } catch (error) {
    if (!(error instanceof TooManyStepsError)) throw error
    return handOver.run(closed => deliverInThread({ path: handOver.path, lines, now, sender }, closed))
  }
}

const THREAD = new URL(`./delivery-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

async function deliverInThread(order: DeliveryOrder, closed: AbortSignal): Promise<DeliveryReport> {
  closed.throwIfAborted()
  const thread = new Worker(THREAD, { workerData: order, execArgv: [] })
  // What it has not committed is taken back.
  const end = () => thread.terminate()
  closed.addEventListener('abort', end, { once: true })
  const answer = await new Promise<DeliveryAnswer>((resolve, reject) => {
    thread.once('message', resolve).once('error', reject)
    // After an answer this changes nothing.
    thread.once('exit', code => reject(new Error(`The thread of a delivery ended without an answer (${code})`)))
  }).finally(() => closed.removeEventListener('abort', end))
  if ('report' in answer) return answer.report
  throw new StoreFaultError(answer.fault, answer.message)
}
