// Workers run many files. This constant must be built before a server replaces the global Response, as in the program.
import '@hono/node-server/utils/response'
import fc from 'fast-check'
import { TEST_TIMEOUT_MS } from './test-matrix.ts'

// Shrinking a failed property may take longer than a test may last, and then Vitest would report only the time-out.
fc.configureGlobal({ interruptAfterTimeLimit: TEST_TIMEOUT_MS - 20_000, markInterruptAsFailure: true })
