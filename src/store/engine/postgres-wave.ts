/**
 * Statements that go to a PostgreSQL server together, and whose answers come together. The driver asks for an answer to each
 * by itself, and to have its columns described each time: that costs both sides more than the few rows of a page.
 */
import pg from 'pg'
import { getTypeParser } from './postgres-values.ts'

export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
  /** Under which the connection keeps it. A statement without a name is parsed each time. */
  readonly name?: string
}

export interface Answer {
  readonly command: string
  readonly rows: Row[]
  readonly rowCount: number | null
}

// biome-ignore lint/suspicious/noExplicitAny: The statement decides what its rows are.
type Row = any

interface Column {
  readonly name: string
  readonly parse: (text: string) => unknown
}

/** The columns of the statements that a connection keeps, by name. */
export type KeptStatements = Map<string, readonly Column[]>

interface Question {
  readonly statement: Statement
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** The messages that the driver can write. Its types ask for arguments that it does not have. */
interface Wire {
  close(statement: { type: 'S'; name: string }): void
  parse(statement: { name: string; text: string }): void
  bind(values: { statement: string; values: readonly unknown[] }): void
  describe(portal: { type: 'P' }): void
  execute(): void
  sync(): void
  readonly stream: { destroy(): void }
}

/** To be filled, and then given to the client of the connection. */
export class Wave extends pg.Query {
  readonly #kept: KeptStatements
  readonly #questions: Question[] = []
  /** Of the statement whose answer is on its way. */
  #columns: readonly Column[] | undefined
  #rows: Row[] = []
  /** Of a value that cannot be read. */
  #failure: unknown = null
  #answered = 0
  /** Names of statements that the server was asked to parse. */
  readonly #parsed: string[] = []
  #wire: Wire | undefined

  /** @param kept what the connection keeps */
  constructor(kept: KeptStatements) {
    super('')
    this.#kept = kept
  }

  get statements(): readonly Statement[] {
    return this.#questions.map(({ statement }) => statement)
  }

  /** When one statement fails, the server passes over those behind it, and all of them have its error. */
  ask(statement: Statement): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    this.#questions.push({ statement, resolve, reject })
    return promise
  }

  // The driver calls these methods: first to have the messages written, then with each part of the answers.

  override submit = (connection: unknown): void => {
    const wire = connection as Wire
    this.#wire = wire
    for (const { statement } of this.#questions) this.#write(wire, statement)
    wire.sync()
  }

  #write(wire: Wire, { text, values, name = '' }: Statement): void {
    const isKept = this.#kept.has(name)
    // After an error nobody knows whether the server has it. To close what is not there is no error.
    if (!isKept && name !== '') {
      this.#parsed.push(name)
      wire.close({ type: 'S', name })
    }
    if (!isKept) wire.parse({ name, text })
    wire.bind({ statement: name, values })
    if (!isKept) wire.describe({ type: 'P' })
    wire.execute()
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, parse: getTypeParser(dataTypeID) }))
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const asked = this.#asked()
    if (!asked) return
    this.#columns ??= this.#kept.get(asked.statement.name!)!
    try {
      this.#rows.push(rowOf(this.#columns, fields))
    } catch (error) {
      this.#failure ??= error
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    const asked = this.#asked()
    if (!asked) return
    const { statement } = asked
    if (statement.name && !this.#kept.has(statement.name)) this.#kept.set(statement.name, this.#columns ?? [])
    // `SELECT 25`, `INSERT 0 3`, `CREATE TABLE`
    const [, command, count] = /^(\w+).*?(\d+)?$/.exec(text)!
    const rowCount = count === undefined ? null : Number(count)
    this.#end(asked, { command: command!, rows: this.#rows, rowCount })
  }

  /** The answer to a statement without words. */
  handleEmptyQuery(): void {
    const asked = this.#asked()
    if (asked) this.#end(asked, { command: '', rows: [], rowCount: null })
  }

  /** An answer to no question comes from something between that has lost count: nobody can tell whose the next ones are. */
  #asked(): Question | undefined {
    const question = this.#questions[this.#answered]
    if (!question) this.#wire?.stream.destroy()
    return question
  }

  #end({ resolve, reject }: Question, answer: Answer): void {
    if (this.#failure) reject(this.#failure)
    else resolve(answer)
    this.#answered += 1
    this.#columns = undefined
    this.#rows = []
    this.#failure = null
  }

  handleError(error: unknown): void {
    // The server may have closed one that it had parsed before, and then passed over the parsing.
    for (const name of this.#parsed) this.#kept.delete(name)
    for (const { reject } of this.#questions.slice(this.#answered)) reject(error)
    this.#answered = this.#questions.length
  }

  handleReadyForQuery(): void {}
}

function rowOf(columns: readonly Column[], fields: readonly (string | null)[]): Row {
  const row: Row = {}
  for (let index = 0; index < columns.length; index += 1) {
    const [{ name, parse }, text] = [columns[index]!, fields[index]!]
    row[name] = text === null ? null : parse(text)
  }
  return row
}
