import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findUnsupportedNode } from '../../src/cli/node-version.ts'

test.each(['22.19.0', '22.20.1', '24.0.0', '26.1.0'])('Node.js %s is supported', version => {
  expect(findUnsupportedNode(version)).toBeNull()
})

test.each(['18.20.0', '20.20.2', '22.18.9', '23.11.0'])('Node.js %s gets one sentence with both versions', version => {
  expect(findUnsupportedNode(version)).toMatch(
    /^Node\.js 24 or later, or 22\.19 or later of version 22, is needed, but this is /,
  )
  expect(findUnsupportedNode(version)).toContain(version)
})

test('the check and the engines of the package agree', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(engines.node).toBe('^22.19.0 || >=24.0.0')
})

test('the entry point imports nothing before the check', () => {
  const main = readFileSync(new URL('../../src/cli/main.ts', import.meta.url), 'utf8')
  expect([...main.matchAll(/^import .* from '(.*)'$/gm)].map(([, from]) => from)).toEqual(['./node-version.ts'])
})
