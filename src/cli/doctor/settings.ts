import { type Config, type ConfigurationError, servingErrors } from '../../config.ts'
import { GOVERNMENT_PAYMENT_PORTAL } from '../application.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

const CHECK = 'settings'

export function checkSettings(config: Config): Finding[] {
  const { production, publicUrl, demo, mistyped } = config
  const findings = servingErrors(config).map(sentence => fault(CHECK, sentence))
  findings.push(...mistyped.map(sentence => warning(CHECK, sentence)))
  if (production && demo) {
    findings.push(warning(CHECK, 'DATABASE_URL is unset, so production serves demonstration traders; set DATABASE_URL'))
  }
  if (!production && publicUrl?.startsWith('https:')) {
    findings.push(warning(CHECK, 'PUBLIC_URL is https, but NODE_ENV is not production; set NODE_ENV=production'))
  }
  if (findings.length > 0) return findings
  return [ok(CHECK, `all are valid, and ${production ? 'fit for production' : 'not those of production'}`)]
}

export function faultySettings({ faults, mistyped }: ConfigurationError): Finding[] {
  return [
    ...faults.map(sentence => fault(CHECK, sentence)),
    ...mistyped.map(sentence => warning(CHECK, sentence)),
    warning('other checks', 'they need valid settings; correct the settings and run doctor again'),
  ]
}

export function checkPaymentPortal({ hopUrl, production }: Config): Finding {
  if (hopUrl !== null) return ok('payment portal', `debts link to ${hopUrl} (HOP_URL)`)
  const portal = GOVERNMENT_PAYMENT_PORTAL
  const preset = production ? portal : `the sandbox, or to ${portal} where there is none`
  return ok('payment portal', `HOP_URL is unset, so debts link to ${preset}`)
}
