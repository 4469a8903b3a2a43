import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { runCommandLine } from '../../../src/cli/command-line.ts'
import { type EventObject, toLine } from '../oracle/events.ts'
import { makePlace, type RawStore, type StorePlace } from './store-places.ts'

export const MAIN = fileURLToPath(new URL('../../../dist/src/cli/main.js', import.meta.url))

/** Shares compiled code between hundreds of processes. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'vereqe-compile-cache')

export const EXAMPLE = fileURLToPath(new URL('../../fixtures/example/events.ndjson', import.meta.url))
export const DEMONSTRATION = fileURLToPath(new URL('../../../src/demo/traders.ndjson.gz', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ended>
}

/** The command line on a store of its own: in the process of the test, or the built program as a child process. */
export class Vereqe {
  readonly folder = mkdtempSync(join(tmpdir(), 'vereqe-cli-'))
  readonly #place: StorePlace
  readonly #main: string
  readonly #children: ChildProcessWithoutNullStreams[] = []

  private constructor(place: StorePlace, main: string) {
    this.#place = place
    this.#main = main
  }

  static async open(main = MAIN): Promise<Vereqe> {
    return new Vereqe(await makePlace({ migrated: false }), main)
  }

  get storeUrl(): string {
    return this.#place.url
  }

  start(words: readonly string[], env: Record<string, string> = {}): Running {
    return this.#spawn(process.execPath, [this.#main, ...words], this.folder, env)
  }

  /** Runs `npm start` in a checkout. */
  startNpm(checkout: string, env: Record<string, string>): Running {
    return this.#spawn('npm', ['start'], checkout, env)
  }

  #spawn(program: string, words: readonly string[], cwd: string, env: Record<string, string>): Running {
    const child = spawn(program, words, {
      cwd,
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, DATABASE_URL: this.storeUrl, ...env },
    })
    this.#children.push(child)
    // A program that has ended does not read its input; writing to it fails.
    child.stdin.on('error', () => {})
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', piece => {
        output[stream] += piece
      })
    }
    const ended = new Promise<Ended>(resolve => {
      child.on('close', (code, signal) => resolve({ code, signal, ...output }))
    })
    return { child, ended }
  }

  /** Runs a command in the process of the test, which is ten times as fast as a process of its own. */
  async run(
    words: readonly string[],
    input: string | Uint8Array = '',
    env: Record<string, string> = {},
  ): Promise<Ended> {
    const output = { stdout: '', stderr: '' }
    const code = await runCommandLine(words, {
      env: { DATABASE_URL: this.storeUrl, ...env },
      stdin: Readable.from(input.length > 0 ? [Buffer.from(input as string)] : []),
      stdout: collect(piece => {
        output.stdout += piece
      }),
      stderr: collect(piece => {
        output.stderr += piece
      }),
    })
    return { code, signal: null, ...output }
  }

  /** Runs a command as a process of its own, as a user would. */
  runProcess(words: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const { child, ended } = this.start(words, env)
    child.stdin.end()
    return ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A failed test may leave processes running.
    for (const child of this.#children) if (child.exitCode === null) child.kill('SIGKILL')
    rmSync(this.folder, { recursive: true })
    await this.#place.remove()
  }

  /** @returns the output of a command that must succeed with empty standard error */
  async output(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(words)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return stdout
  }

  import(lines: readonly (string | EventObject)[], separator = '\n'): Promise<Ended> {
    return this.run(
      ['import', '-'],
      lines.map(line => (typeof line === 'string' ? line : toLine(line))).join(separator),
    )
  }

  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name)
    writeFileSync(path, content)
    return path
  }

  /** A direct connection to the store; the caller closes it. */
  openRaw(): RawStore {
    return this.#place.openRaw()
  }

  /** The program on a copy of this store. Nobody may have it open. */
  async copy(): Promise<Vereqe> {
    return new Vereqe(await this.#place.copy(), this.#main)
  }
}

function collect(take: (piece: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write(piece: string | Buffer, _encoding, done) {
      take(piece.toString())
      done()
    },
  })
}

export function counts(stdout: string): unknown {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!)
}

/** Expects exit code 2, one line on standard error, and no output. */
export function expectRefusal({ code, stdout, stderr }: Ended, says: string | RegExp): void {
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^vereqe: [^\n]+\n$/)
  expect(stderr).toMatch(says)
}

export const readText = (path: string) => readFileSync(path, 'utf8')

export function addressOf({ child, ended }: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (piece: string) => {
      const [, url] = /is at (http:\S+)\n/.exec(piece) ?? []
      if (url) resolve(url)
    })
    void ended.then(({ stderr }) => reject(new Error(`No server: ${stderr}`)))
  })
}
