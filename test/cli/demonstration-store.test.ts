import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { Vereqe } from '../support/stores/vereqe.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('a command without DATABASE_URL', () => {
  test('names the demonstration store first, and one with it names none', async () => {
    const checkout = mkdtempSync(join(tmpdir(), 'vereqe-checkout-'))
    for (const part of ['package.json', 'src/demo', 'dist/src', 'dist/migrations']) {
      cpSync(join(ROOT, part), join(checkout, part), { recursive: true })
    }
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
    await using vereqe = await Vereqe.open(join(checkout, 'dist/src/cli/main.js'))
    const named = `DATABASE_URL is unset, so this is the demonstration store sqlite:${join(checkout, 'data/vereqe.db')}\n`
    const without = (...words: string[]) => vereqe.runProcess(words, { DATABASE_URL: '' })
    expect(await without('demo')).toMatchObject({ code: 0, stderr: `${named}2474 demonstration events loaded.\n` })
    expect(await without('backup', join(checkout, 'b'))).toMatchObject({ stderr: expect.stringContaining(named) })
    expect((await vereqe.run(['migrate'])).stderr).not.toContain('DATABASE_URL')
    expect(await vereqe.output('--help')).toContain('Without it, commands use the demonstration store in data/')
    rmSync(checkout, { recursive: true })
  })
})
