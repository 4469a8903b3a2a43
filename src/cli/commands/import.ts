import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { explain, explainClockJump, FOREIGN_FILES } from '../../i18n/operator-en.ts'
import { ForeignFileError, readEventLines } from '../../intake/event-lines.ts'
import { ClockJumpError, clockGuard } from '../../services/intake/clock.ts'
import { importEvents } from '../../services/intake/import-events.ts'
import { acceptClock } from '../accept-clock.ts'
import { CommandError, defineCommand, oneLine, print } from '../command.ts'
import { Progress } from '../progress.ts'

export const importCommand = defineCommand({
  name: 'import',
  usage: 'FILE [--accept-clock]',
  summary:
    'Deliver the events of an NDJSON file, plain or gzipped. The file - is standard input. With --accept-clock confirm that the clock is right although it has jumped since the last receipt.',
  example: 'import events.ndjson.gz',
  options: { 'accept-clock': 'boolean' },
  operands: ['FILE'],
  async run(context, options, [file]) {
    const { source, size, bytesRead } = await open(file!, context.stdin)
    const store = await context.openStore('create')
    if (options['accept-clock']) await acceptClock(store, context.clock())
    const interrupted = context.watchInterrupts()
    const progress = new Progress(context.stderr, 'events')
    try {
      const counts = await importEvents(store.writer, readEventLines(source), {
        clock: context.clock,
        judgeClock: clockGuard(store),
        interrupted,
        onRejected: (line, problems) => {
          progress.clear()
          context.stderr.write(`line ${line}: ${oneLine(explain(problems))}\n`)
        },
        onProgress: ({ applied, duplicate, held, rejected }) =>
          progress.show(applied + duplicate + held + rejected, size ? bytesRead() / size : null),
      })
      progress.clear()
      if (interrupted()) {
        throw new CommandError(
          'the import was interrupted; delivered events are kept, run the same command again to import the rest',
        )
      }
      await print(context.stdout, `${JSON.stringify(counts)}\n`)
      return counts.rejected > 0 ? 1 : 0
    } catch (error) {
      progress.clear()
      if (error instanceof ForeignFileError)
        throw new CommandError(`${file} holds no events: ${FOREIGN_FILES[error.kind]}`)
      if (error instanceof ClockJumpError) {
        const { now, lastReceipt } = error.jump
        throw new CommandError(
          `${explainClockJump(now, lastReceipt)}; set the clock, or confirm it with accept-clock or import FILE --accept-clock`,
        )
      }
      if (isUnreadable(error)) throw new CommandError(`cannot read ${file} to the end: ${error.message}`)
      throw error
    } finally {
      source.destroy()
    }
  },
})

interface EventFile {
  readonly source: Readable
  /** In bytes; null when it is unknown. */
  readonly size: number | null
  readonly bytesRead: () => number
}

async function open(file: string, stdin: Readable): Promise<EventFile> {
  if (file === '-') return { source: stdin, size: null, bytesRead: () => 0 }
  try {
    const { size } = await stat(file)
    const source = createReadStream(file)
    await once(source, 'ready')
    return { source, size, bytesRead: () => source.bytesRead }
  } catch (error) {
    throw new CommandError(`cannot read ${file}: ${(error as Error).message}`)
  }
}

function isUnreadable(error: unknown): error is NodeJS.ErrnoException {
  const { code = '' } = error as NodeJS.ErrnoException
  return code.startsWith('Z_') || ['EISDIR', 'EIO', 'EACCES'].includes(code)
}
