import type { HeadFault } from '../services/maintenance/verify-head.ts'
import type { Finding } from '../services/maintenance/verify-store.ts'
import type { UnsoundTable } from '../store/maintenance/check-indexes.ts'
import type { LogFault } from '../store/maintenance/log-seals.ts'
import type { SchemaDifference } from '../store/maintenance/store-schema.ts'
import { oneLine } from './command.ts'
import { describeDifference } from './describe-difference.ts'

/** One sentence on one line. */
export function describeFinding(finding: Finding): string {
  if (finding.of === 'indexes') return describeUnsound(finding.unsound)
  if (finding.of === 'rows') return describeDifference(finding.difference, ['the store', 'the replayed event log'])
  if (finding.of === 'permissions') return describeDifference(finding.difference, ['the store', 'the audit log'])
  if (finding.of === 'log') return describeLogFault(finding.fault)
  if (finding.of === 'head') return describeHeadFault(finding.fault)
  return describeSchemaDifference(finding.difference)
}

/** More names do not fit a sentence. */
const MAX_NAMES = 10

function describeHeadFault(fault: HeadFault): string {
  switch (fault.kind) {
    case 'log-end':
      return `the event log ends at arrival ${fault.arrival}, and at the head it ended at arrival ${fault.expected}`
    case 'events':
      return `the events up to arrival ${fault.arrival} are not those of the head: there are ${fault.events}, and there were ${fault.expected}`
    case 'accounts':
      return `the replayed event log gives other accounts than the head${fault.accounts ? `: ${listNames(fault.accounts)}` : '; a head made with --accounts names them'}`
    case 'audit-line':
      return `the audit log: line ${fault.number}, the last one at the head, is ${fault.isThere ? 'another one' : 'missing'}`
    case 'table':
      return `${fault.table} is not what it was at the head: it has ${fault.rows} rows from before then, and had ${fault.expected}`
    case 'rejections':
      return `${nameRejections(fault.sender)} are not those of the head without what was cleared since: there are ${fault.rows} from before then, there were ${fault.expected}, and ${fault.cleared} were cleared`
    case 'unaudited':
      return `${fault.decisions} dismissals and clearings count as from before they were audited, and at the head it was ${fault.expected}`
    case 'unsealed':
      return `${fault.lines} lines of the ${fault.log} log${fault.log === 'access' ? 's' : ''} count as from before the chain, and at the head it was ${fault.expected}`
    case 'not-kept':
      return `${nameRejections(fault.sender)} that were not kept are not those of the head without what was cleared since: there are ${fault.count} from before then, there were ${fault.expected}, and ${fault.cleared} were cleared`
  }
}

function nameRejections(sender: string | null): string {
  if (sender === null) return 'the rejections of held events'
  return sender === '' ? 'the rejections of imports' : oneLine(`the rejections of ${sender}`)
}

function listNames(names: readonly string[]): string {
  const more = names.length - MAX_NAMES
  return names.slice(0, MAX_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function describeLogFault({ log, fault }: LogFault): string {
  const name = log === '' ? 'the audit log' : `the access log of ${log}`
  switch (fault.kind) {
    case 'changed':
      return `${name}: line ${fault.number} is not as it was written`
    case 'missing':
      return `${name}: line ${fault.number} is missing`
    case 'end':
      return `${name} ends at line ${fault.number}, and its chain at line ${fault.expected}`
    case 'before-chain':
      return `${name} has ${fault.lines} lines from before its chain, and had ${fault.expected}`
    case 'unaudited':
      return `${fault.decisions} dismissals and clearings are from before they were audited, and there were ${fault.expected}`
    case 'no-account':
      return 'the access logs have a visit of no account'
    case 'not-in-chain':
      return `${name} has a line that is not in its chain`
  }
}

function describeUnsound({ table, fault }: UnsoundTable): string {
  return oneLine(`the table ${table} and its indexes do not fit together (${fault})`)
}

function describeSchemaDifference({ part, kept, migrated }: SchemaDifference): string {
  if (kept === null) return `the schema lacks the ${part}, which the migrations make: ${migrated}`
  if (migrated === null) return `the schema has the ${part}, which the migrations do not make: ${kept}`
  return `the ${part} is "${kept}" in the store, and "${migrated}" in the migrations`
}
