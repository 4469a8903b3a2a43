import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { SETTING_GROUPS } from '../../src/config/settings.ts'
import { readConfig } from '../../src/config.ts'
import { toEnvExample, toMarkdown } from '../support/settings-text.ts'

const settings = SETTING_GROUPS.flatMap(group => group.settings)
const fileAtRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

describe('the documentation of the settings', () => {
  test('.env.example lists every setting', async () => {
    await expect(toEnvExample(SETTING_GROUPS)).toMatchFileSnapshot(fileAtRoot('.env.example'))
  })

  test('.github/SETTINGS.md lists every setting', async () => {
    await expect(toMarkdown(SETTING_GROUPS)).toMatchFileSnapshot(fileAtRoot('.github/SETTINGS.md'))
  })

  test('each setting is listed once', () => {
    const names = settings.map(({ name }) => name)
    expect(names.length).toBeGreaterThan(20)
    expect(new Set(names).size).toBe(names.length)
  })

  const PROVIDER = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'vereqe' }
  const presets = settings.flatMap(({ name, preset }) => {
    const [, value] = /^`([^`]+)`$/.exec(preset) ?? []
    // The default of PUBLIC_URL depends on where the server listens.
    return value === undefined || name === 'PUBLIC_URL' ? [] : [[name, value] as const]
  })

  test.each(presets)('the documented default of %s has the effect of leaving it unset: %s', (name, value) => {
    expect(readConfig({ ...PROVIDER, [name]: value })).toEqual(readConfig(PROVIDER))
  })
})
