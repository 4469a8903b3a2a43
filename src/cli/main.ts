#!/usr/bin/env -S node --max-semi-space-size=8
import { findUnsupportedNode } from './node-version.ts'

// The native SQLite module crashes an older Node.js, so check the version before anything loads that module.
const unsupported = findUnsupportedNode(process.versions.node)
if (unsupported) {
  process.stderr.write(`vereqe: ${unsupported}\n`)
  process.exitCode = 2
} else {
  const { runProgram } = await import('./command-line.ts')
  await runProgram()
}
