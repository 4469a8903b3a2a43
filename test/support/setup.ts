// Workers run many files. This constant must be built before a server replaces the global Response, as in the program.
import '@hono/node-server/utils/response'
import fc from 'fast-check'

// Shrinking a failed property may take longer than a test may last, and then Vitest would report only the time-out.
fc.configureGlobal({ interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true })
