import { parseArgs } from 'node:util'
import { type Command, CommandError, type OptionTypes, type OptionValues } from './command.ts'

interface Arguments {
  readonly options: OptionValues
  readonly operands: readonly string[]
}

/** @throws {CommandError} with the usage of the command */
export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const { name, options, operands } = command
  const usage = `usage: ${name} ${command.usage}`.trim()
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({
      args: withoutYes(words, options),
      options: Object.fromEntries(Object.entries(options).map(([option, type]) => [option, { type, multiple: true }])),
      allowPositionals: true,
    })
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw new CommandError(`${(error as Error).message.split('. ')[0]}; ${usage}`)
  }
  if (parsed.positionals.length !== operands.length) {
    const missing = parsed.positionals.length < operands.length
    throw new CommandError(`${missing ? `${name} needs ${operands.join(' ')}` : 'too many words'}; ${usage}`)
  }
  const values: Record<string, string | boolean> = {}
  for (const [option, given] of Object.entries(parsed.values) as [string, (string | boolean)[]][]) {
    if (given.length > 1) throw new CommandError(`--${option} is given ${given.length} times; ${usage}`)
    values[option] = given[0]!
  }
  return { options: values, operands: parsed.positionals }
}

/**
 * Drops the value `yes`, which flags used to take: scripts may still write it. Any other word after a flag is refused:
 * `--bills no` must neither set the flag nor become the name of a sender.
 */
function withoutYes(words: readonly string[], options: OptionTypes): string[] {
  const remaining: string[] = []
  let previousFlag: string | null = null
  for (const word of words) {
    const [option = '', assigned] = word.startsWith('--') ? word.slice(2).split('=', 2) : []
    const isFlag = options[option] === 'boolean'
    const flag = isFlag ? option : previousFlag
    const value = isFlag ? assigned : flag !== null && !word.startsWith('-') ? word : undefined
    if (value !== undefined && value !== 'yes') throw new CommandError(`--${flag} takes no value, not "${value}"`)
    if (isFlag) remaining.push(`--${option}`)
    else if (value === undefined) remaining.push(word)
    previousFlag = isFlag && assigned === undefined ? option : null
  }
  return remaining
}
