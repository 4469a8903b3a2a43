/** Shared by the commands `backup` and `restore`. */
import { STORE_FAULT_REMEDIES } from '../i18n/operator-en.ts'
import { NoStoreError, type StoreFault, StoreFaultError } from '../store/engine/access.ts'
import { type CopyOptions, InterruptedError, NewFileError } from '../store/maintenance/new-file.ts'
import type { StoredFile } from '../store/maintenance/stored-file.ts'
import { type CommandContext, CommandError } from './command.ts'
import { Progress } from './progress.ts'

interface Copying {
  /** How messages name what is read and what is written. */
  readonly source: string
  readonly target: string
  readonly copy: (options: CopyOptions) => Promise<StoredFile>
  /** An operator's remedy for each fault of the source. */
  readonly remedies?: Readonly<Record<StoreFault, string>>
}

/** Copies a store with progress. @throws {CommandError} with a sentence for each reason that it cannot be copied */
export async function copyWithProgress(
  { stderr, watchInterrupts }: Pick<CommandContext, 'stderr' | 'watchInterrupts'>,
  { source, target, copy, remedies = STORE_FAULT_REMEDIES }: Copying,
): Promise<StoredFile> {
  const progress = new Progress(stderr, 'MiB')
  try {
    return await copy({
      interrupted: watchInterrupts(),
      onProgress: (done, all) => progress.show(Math.round(done / 1024 / 1024), done / all),
      onCheck: () => {
        progress.clear()
        if (stderr.isTTY) stderr.write('All is copied. Checking the copy.\n')
      },
    })
  } catch (error) {
    progress.clear()
    if (error instanceof InterruptedError) throw new CommandError('interrupted; nothing of the copy is kept')
    if (error instanceof NewFileError) throw new CommandError(`cannot write ${target}: ${error.message}`)
    if (error instanceof NoStoreError) throw new CommandError(`cannot copy ${source}: ${error.message}`)
    if (!(error instanceof StoreFaultError)) throw error
    throw new CommandError(`cannot copy ${source}: ${error.message}; ${remedies[error.fault]}`)
  }
}

export function describeContent({ events, lastArrival }: StoredFile): string {
  if (events === 0) return 'no event'
  return `${events} ${events === 1 ? 'event' : 'events'}, the last at arrival ${lastArrival}`
}
