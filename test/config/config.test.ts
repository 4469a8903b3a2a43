import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import { type ConfigurationError, readConfig, servingErrors } from '../../src/config.ts'

const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://vereqe.example',
  OIDC_ISSUER: 'https://login.example/sso',
  OIDC_CLIENT_ID: 'vereqe',
}

function faultsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables)
    return []
  } catch (error) {
    return (error as ConfigurationError).faults
  }
}

describe('readConfig', () => {
  test('has defaults: an embedded store, one process, the test identity provider', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, processes: 1, demo: true })
    expect(config).toMatchObject({ production: false, publicUrl: null, identity: null, proxies: 0 })
    expect(config.session).toEqual({ idle_ms: 1_200_000, warning_ms: 120_000, whole_ms: 28_800_000 })
    expect(config.requestsPerMinute).toEqual({ signIn: 30, stranger: 300, session: 600 })
    expect(servingErrors(config)).toEqual([])
  })

  test('has no rates of late interest, and reads those that are set', () => {
    const store = { DATABASE_URL: 'sqlite:/x.db' }
    expect(readConfig(store).lateInterest).toBeNull()
    expect(readConfig({ ...store, LATE_INTEREST_DAYS: '30' }).lateInterest).toBeNull()
    expect(
      readConfig({ ...store, LATE_INTEREST: '2001-01-01:0.1, 2026-02-01:0', LATE_INTEREST_DAYS: '30' }).lateInterest,
    ).toEqual({
      rates: [
        { from: '2001-01-01', percent: '0.1' },
        { from: '2026-02-01', percent: '0' },
      ],
      maxDays: 30,
    })
  })

  test('has rates of its own for the demonstration data, which a setting replaces, and none in production', () => {
    expect(readConfig({}).lateInterest?.rates).toHaveLength(2)
    expect(readConfig({ LATE_INTEREST: '2026-01-01:7' }).lateInterest?.rates).toEqual([
      { from: '2026-01-01', percent: '7' },
    ])
    expect(readConfig(PRODUCTION).lateInterest).toBeNull()
  })

  test.each([
    '0.1',
    '2026-02-30:0.1',
    '0000-01-01:0.1',
    '2026-02-01:-0.1',
    '2026-02-01:0,1',
    '2026-02-01:0.1,2026-01-01:0.2',
    '2026-02-01:0.1,2026-02-01:0.2',
    '2026-02-01:0.1,',
  ])('refuses %s as the rates of late interest', rates => {
    expect(faultsOf({ LATE_INTEREST: rates })).toEqual([expect.stringMatching(/^LATE_INTEREST must list percentages/)])
  })

  test('treats an empty variable as unset', () => {
    expect(readConfig({ PORT: '', OIDC_ISSUER: '', PUBLIC_URL: '', NODE_ENV: '' })).toEqual(readConfig({}))
  })

  test('has the national provider’s claims as defaults: its issuer and a client id are enough', () => {
    const { identity } = readConfig(PRODUCTION)
    expect(identity).toEqual({
      issuer: 'https://login.example/sso',
      clientId: 'vereqe',
      clientSecret: null,
      clientAuth: 'none',
      scope: 'openid certificate',
      nameClaims: ['name', 'user.fullName', 'user.name'],
      activeClaim: 'is_active',
      companies: {
        url: 'https://login.example/sso-oauth-resource/certificates',
        list: 'certificates',
        voen: 'structureData.voen',
        name: 'structureData.structureName',
        position: 'structureData.position',
      },
    })
    expect(servingErrors(readConfig(PRODUCTION))).toEqual([])
  })

  test('reads the claim names of another provider, and which claims it lacks', () => {
    const { identity } = readConfig({
      ...PRODUCTION,
      OIDC_CLIENT_SECRET: 's3cret',
      OIDC_SCOPE: 'openid  profile',
      OIDC_NAME_CLAIMS: 'given.name  nick',
      OIDC_ACTIVE_CLAIM: 'none',
      OIDC_COMPANIES_URL: 'https://registry.example/mine?all=1',
      OIDC_COMPANY_VOEN: 'tin',
    })
    expect(identity).toMatchObject({ clientAuth: 'client_secret_basic', clientSecret: 's3cret' })
    expect(identity).toMatchObject({ scope: 'openid profile', nameClaims: ['given.name', 'nick'], activeClaim: null })
    expect(identity?.companies).toMatchObject({ url: 'https://registry.example/mine?all=1', voen: 'tin' })
    expect(readConfig({ ...PRODUCTION, OIDC_COMPANIES_URL: 'none' }).identity?.companies).toBeNull()
  })

  test.each([
    ['PUBLIC_URL', 'https://vereqe.example/', 'https://vereqe.example'],
    ['PUBLIC_URL', 'https://vereqe.example:8443', 'https://vereqe.example:8443'],
    ['PUBLIC_URL', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['PUBLIC_URL', 'http://localhost:3000', 'http://localhost:3000'],
  ])('accepts %s=%s', (name, text, publicUrl) => {
    expect(readConfig({ [name]: text }).publicUrl).toBe(publicUrl)
  })

  test('keeps HOP_URL as it is, and has no default for it', () => {
    expect(readConfig({ HOP_URL: 'https://gpp.az/pay?lang=az' }).hopUrl).toBe('https://gpp.az/pay?lang=az')
    expect(readConfig({}).hopUrl).toBeNull()
  })

  test.each([
    ['PORT', '65536', 'PORT must be'],
    ['PUBLIC_URL', 'vereqe.example', 'PUBLIC_URL must be'],
    ['PUBLIC_URL', 'http://vereqe.example', 'PUBLIC_URL must be'],
    ['PUBLIC_URL', 'https://vereqe.example/app', 'PUBLIC_URL must be'],
    ['PUBLIC_URL', 'https://vereqe.example/?a', 'PUBLIC_URL must be'],
    ['PUBLIC_URL', 'https://me:secret@vereqe.example', 'PUBLIC_URL must be'],
    ['PUBLIC_URL', 'ftp://vereqe.example', 'PUBLIC_URL must be'],
    ['HOP_URL', 'http://gpp.az', 'HOP_URL must be'],
    ['HOP_URL', 'gpp.az', 'HOP_URL must be'],
    ['HOP_URL', 'https://me:secret@gpp.az', 'HOP_URL must be'],
    ['OIDC_ISSUER', 'http://login.example', 'OIDC_ISSUER must be'],
    ['OIDC_ISSUER', 'http://127.0.0.1.evil.example', 'OIDC_ISSUER must be'],
    ['OIDC_ISSUER', 'https://login.example?tenant=1', 'OIDC_ISSUER must be'],
    ['OIDC_CLIENT_AUTH', 'private_key_jwt', 'OIDC_CLIENT_AUTH must be'],
    ['OIDC_CLIENT_AUTH', 'client_secret_post', 'OIDC_CLIENT_SECRET must be set'],
    ['OIDC_CLIENT_ID', '', 'OIDC_CLIENT_ID must be set'],
    ['OIDC_SCOPE', 'certificate', 'OIDC_SCOPE must'],
    ['OIDC_NAME_CLAIMS', 'user..name', 'OIDC_NAME_CLAIMS must be'],
    ['OIDC_ACTIVE_CLAIM', '.active', 'OIDC_ACTIVE_CLAIM must be'],
    ['OIDC_COMPANIES_URL', '//evil.example/list', 'OIDC_COMPANIES_URL must be'],
    ['OIDC_COMPANIES_URL', 'certificates', 'OIDC_COMPANIES_URL must be'],
    ['OIDC_COMPANIES_URL', 'http://registry.example/', 'OIDC_COMPANIES_URL must be'],
    ['OIDC_COMPANY_VOEN', 'a b', 'OIDC_COMPANY_VOEN must be'],
    ['SESSION_IDLE_MINUTES', '2', 'SESSION_IDLE_MINUTES must be a number of minutes from 3 to 480'],
    ['SESSION_IDLE_MINUTES', '481', 'SESSION_IDLE_MINUTES must be'],
    ['SESSION_WARNING_MINUTES', '20', 'SESSION_WARNING_MINUTES must be less than SESSION_IDLE_MINUTES'],
    ['SESSION_WARNING_MINUTES', '0', 'SESSION_WARNING_MINUTES must be'],
    ['SESSION_HOURS', '25', 'SESSION_HOURS must be'],
    ['SESSION_HOURS', '1.5', 'SESSION_HOURS must be'],
    ['SIGN_INS_A_MINUTE', '0', 'SIGN_INS_A_MINUTE must be'],
    ['REQUESTS_A_MINUTE', '-1', 'REQUESTS_A_MINUTE must be'],
    ['DATABASE_PREPARED_STATEMENTS', 'yes', 'DATABASE_PREPARED_STATEMENTS must be auto, on or off'],
    ['PROXIES', '6', 'PROXIES must be a number of proxies from 0 to 5'],
  ])('rejects %s=%s with one sentence', (name, text, sentence) => {
    expect(faultsOf({ ...PRODUCTION, SESSION_WARNING_MINUTES: '1', [name]: text })).toEqual([
      expect.stringContaining(sentence),
    ])
  })

  test('reports the faults of all parts at once', () => {
    const faults = faultsOf({
      PORT: 'http',
      PUBLIC_URL: 'nowhere',
      SESSION_HOURS: '0',
      SESSION_IDLE_MINUTES: '5',
      SESSION_WARNING_MINUTES: '5',
      OIDC_ISSUER: 'nowhere',
      OIDC_CLIENT_AUTH: 'client_secret_basic',
    })
    const names = ['PORT', 'SESSION_HOURS', 'PUBLIC_URL', 'OIDC_ISSUER', 'SESSION_WARNING_MINUTES']
    expect(faults.map(fault => fault.split(' ')[0]).toSorted()).toEqual(
      [...names, 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'].toSorted(),
    )
  })
})

describe('servingErrors', () => {
  test('requires a real identity provider and https in production; the configuration itself is valid', () => {
    const config = readConfig({ NODE_ENV: 'production' })
    expect(servingErrors(config)).toEqual([
      'Production needs a real identity provider: set OIDC_ISSUER and OIDC_CLIENT_ID',
      'Production needs https: set PUBLIC_URL, such as https://vereqe.example',
    ])
  })

  test('rejects http in production, even on loopback', () => {
    const config = readConfig({ ...PRODUCTION, PUBLIC_URL: 'http://127.0.0.1:3000' })
    expect(servingErrors(config)).toEqual([expect.stringContaining('needs https')])
  })

  test.each([
    ['development', false],
    ['test', false],
    ['production', true],
    ['Production', true],
    ['staging', true],
  ])('NODE_ENV=%s counts as production: %s', (NODE_ENV, production) => {
    expect(readConfig({ NODE_ENV }).production).toBe(production)
  })

  test.each([
    [{ HOST: '0.0.0.0' }, 1],
    [{ HOST: '::' }, 1],
    [{ PUBLIC_URL: 'https://vereqe.example' }, 1],
    [{ HOST: '0.0.0.0', TEST_IDENTITY: 'for-everybody' }, 0],
    [{ HOST: '0.0.0.0', DATABASE_URL: '' }, 0],
    [{ HOST: '::1', PUBLIC_URL: 'http://[::1]:8080' }, 0],
    [{ HOST: '0.0.0.0', OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'vereqe' }, 0],
  ])('with a configured store and the test identity provider, %j has %d faults', (settings, faults) => {
    const config = readConfig({ DATABASE_URL: 'sqlite:/x.db', ...settings })
    expect(servingErrors(config)).toHaveLength(faults)
  })

  const POSTGRES = { DATABASE_URL: 'postgres://vereqe@db.example/vereqe' }

  test('there is one process per core on PostgreSQL, but only one with the test identity provider', () => {
    expect(readConfig({ ...PRODUCTION, ...POSTGRES }).processes).toBe(availableParallelism())
    expect(readConfig(POSTGRES).processes).toBe(1)
    expect(readConfig(PRODUCTION).processes).toBe(1)
  })

  test('rejects a second process with the test identity provider', () => {
    expect(servingErrors(readConfig({ WEB_CONCURRENCY: '2' }))).toEqual([
      'The test identity provider works in one process only: set WEB_CONCURRENCY=1, or OIDC_ISSUER',
    ])
    expect(servingErrors(readConfig({ ...PRODUCTION, WEB_CONCURRENCY: '2' }))).toEqual([])
  })
})
