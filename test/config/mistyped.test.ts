import { expect, test } from 'vitest'
import { findMistyped } from '../../src/config/mistyped.ts'
import { SETTING_GROUPS } from '../../src/config/settings.ts'

const names = SETTING_GROUPS.flatMap(({ settings }) => settings.map(({ name }) => name))

test.each([
  ['METRIC_PORT', 'METRICS_PORT'],
  ['DATBASE_URL', 'DATABASE_URL'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['SESION_IDLE_MINUTES', 'SESSION_IDLE_MINUTES'],
  ['OIDC_CLIENTID', 'OIDC_CLIENT_ID'],
  ['OIDC_COMPANY_VEON', 'OIDC_COMPANY_VOEN'],
  ['PROT', 'PORT'],
  ['PROXIE', 'PROXIES'],
  ['database_url', 'DATABASE_URL'],
])('%s is probably %s', (name, meant) => {
  expect(findMistyped([name])).toEqual([`${name} is no setting of this program and is ignored; did you mean ${meant}?`])
})

test('a setting is not mistyped, and none beside the one that was meant', () => {
  expect(findMistyped(names)).toEqual([])
  expect(findMistyped(['SECRET_KEY', 'SECRETS_KEY'])).toEqual([])
})

test('variables of systems, shells and other programs are not mistyped', () => {
  const others =
    'PATH HOME HOSTNAME PWD OLDPWD USER LOGNAME SHELL SHLVL TERM LANG LC_ALL TZ EDITOR MAIL PAGER DISPLAY TMPDIR _ PS1 ' +
    'NODE_OPTIONS NODE_PATH NODE_VERSION NODE_EXTRA_CA_CERTS NODE_COMPILE_CACHE UV_THREADPOOL_SIZE HTTP_PROXY NO_PROXY ' +
    'HTTPS_PROXY PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET LISTEN_PID ' +
    'KUBERNETES_PORT KUBERNETES_SERVICE_HOST VEREQE_PORT VEREQE_SERVICE_PORT SSH_CONNECTION SUDO_USER XDG_RUNTIME_DIR ' +
    'PUBLIC_KEY BASE_URL APP_URL DB_URL HTTP_PORT INIT_CWD npm_config_cache npm_lifecycle_event npm_package_version COLOR CI'
  expect(findMistyped(others.split(' '))).toEqual([])
})
