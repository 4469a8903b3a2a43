/**
 * A property that fails tells its smallest example; looking for that may take longer than a test may last, and it would
 * only be told that the time was up. So the search ends before.
 */
import fc from 'fast-check'

fc.configureGlobal({ interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true })
