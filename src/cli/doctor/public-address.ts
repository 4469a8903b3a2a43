import type { Config } from '../../config.ts'
import { READINESS } from '../../web/urls.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

const CHECK = 'public address'
const TIMEOUT_MS = 5000

/** Statuses of a proxy that gets no answer. */
const GATEWAY_FAULTS = [502, 504]

/** Asks the server once at the address that users reach. */
export async function checkPublicAddress({ publicUrl }: Config): Promise<Finding> {
  if (publicUrl === null) return ok(CHECK, 'PUBLIC_URL is unset: users reach the server at HOST and PORT')
  const address = `${publicUrl}${READINESS}`
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    return judge(address, response.status, await response.text())
  } catch (error) {
    return whyUnreachable(address, error as Error)
  }
}

function judge(address: string, status: number, text: string): Finding {
  if (status === 200 && text === 'ready') return ok(CHECK, `${address} answers that the server may get requests`)
  if (status === 503 && text.startsWith('not ready')) return fault(CHECK, `${address} answers "${text}"`)
  if (GATEWAY_FAULTS.includes(status)) {
    return fault(
      CHECK,
      `${address} answers ${status}: the proxy does not reach the server; start it, or correct the proxy`,
    )
  }
  return fault(CHECK, `${address} answers ${status}, but not this program; let the proxy forward to HOST and PORT`)
}

function whyUnreachable(address: string, error: Error): Finding {
  if (error.name === 'TimeoutError') return fault(CHECK, `${address} does not answer within ${TIMEOUT_MS / 1000} s`)
  const { code = '', message = error.message } = (error.cause ?? {}) as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED') {
    return warning(CHECK, `nothing listens at ${address}; start the server and its proxy, and run doctor again`)
  }
  return fault(CHECK, `${address} cannot be reached: ${message || code}; check the name, the proxy and its certificate`)
}

/** No request from here proves how many proxies there are; only what contradicts itself can be found. */
export function checkProxies({ publicUrl, proxies }: Config): Finding {
  if (publicUrl?.startsWith('https:') && proxies === 0) {
    return warning('proxies', 'PUBLIC_URL is https, so a proxy is in front, but PROXIES=0: all users share its address')
  }
  if (proxies === 0) return ok('proxies', 'PROXIES=0: the address of a user is that of the connection')
  const entries = proxies === 1 ? 'the last address' : `the last ${proxies} addresses`
  return ok(
    'proxies',
    `PROXIES=${proxies}: ${entries} in X-Forwarded-For must be written by your own proxies; the log line of a page you open shows which address counts`,
  )
}
