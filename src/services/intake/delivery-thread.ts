/** The other end of `deliver-beside.ts`: delivers one group of events in a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import { StoreFaultError } from '../../store/engine/access.ts'
import { openWriterBeside } from '../../store/engine/sqlite.ts'
import { faultOf } from '../../store/engine/sqlite-faults.ts'
import type { DeliveryAnswer, DeliveryOrder } from './deliver-beside.ts'
import { deliverEvents } from './deliver-events.ts'

const { path, lines, now, sender } = workerData as DeliveryOrder

async function answer(): Promise<DeliveryAnswer> {
  try {
    const { writer, close } = openWriterBeside(path)
    try {
      return { report: await deliverEvents(writer, lines, now, sender) }
    } finally {
      await close()
    }
  } catch (error) {
    const fault = faultOf(error)
    // A class does not survive the way to the other thread.
    if (fault instanceof StoreFaultError) return { fault: fault.fault, message: fault.message }
    throw error
  }
}

parentPort!.postMessage(await answer())
