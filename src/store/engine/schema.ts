/** The tables that `migrations/` creates. Codes are spelt as in `src/domain/README.md`; money is whole qəpik. */
import type { Effect } from '../../domain/allocation.ts'
import type { Visit } from '../../domain/audit.ts'
import type { Wait } from '../../domain/decision.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Fund, Ledger } from '../../domain/fund.ts'
import type { Cause, Channel, OperationType } from '../../domain/operation-type.ts'
import type { Voen } from '../../domain/voen.ts'

export interface EventTable {
  voen: Voen | ''
  arrival: number
  content: string
  received_at: string
  /** '' for the command line, null for an event from before senders were kept. */
  sender: string | null
}

export interface EventIdTable {
  id: string
  voen: Voen | ''
  arrival: number
}

export interface HeldEventTable {
  arrival: number
  voen: Voen | ''
  waits_for: Wait['for']
  key: string
}

export interface RejectionTable {
  digest: string
  arrival: number
  event_id: string | null
  content: string
  problems: string
  rejected_at: string
  sender: string
}

export interface RejectionNotKeptTable {
  sender: string
  day: string
  count: number
}

export interface RejectionClearingTable {
  id: string
  sender: string | null
  rejected_before: string
  reason: string
  rejections: number
  not_kept: number
  cleared_at: string
}

export interface AccountTable {
  voen: Voen
  name: string
  documents: number
  entries: number
  bookings: number
  last_operation_date: string | null
  chain: string
  allocation_chain: string
}

export interface BookingTable {
  voen: Voen
  number: number
  arrival: number
  chain: string
}

export interface DeclarationDirectoryTable {
  declaration: DeclarationNumber
  voen: Voen
}

export interface DeclarationTable {
  voen: Voen
  declaration: DeclarationNumber
  document: number
  declarant: Voen | null
  cancelled: number
}

export interface ChargeTable {
  voen: Voen
  document: number
  number: number
  fund: Fund
  declaration: DeclarationNumber | null
  reference: string | null
  amended: number
  /** The `seq` of its assessment row. */
  row: number
  assessed_on: string
  due_on: string
  amount: number
  reduced: number
  settled: number
}

/** Sums of this table, of `turnover` and of the cumulative columns can exceed 2^53: written as bigint, read as text. */
export interface AssessedTable {
  voen: Voen
  grain: 'month' | 'day'
  period: string
  fund: Fund
  assessed: bigint
  paid: bigint
}

export interface LedgerEntryTable {
  voen: Voen
  ledger: Ledger
  seq: number
  operation_date: string
  type: OperationType
  declaration: DeclarationNumber | null
  reference: string | null
  channel: Channel | null
  payment_date: string | null
  amount: number
  debt: number
  overpayment: number
  ledger_count: number
  assessed: bigint
  reduced_unpaid: bigint
  reduced_paid: bigint
  received: bigint
  refunded: bigint
  transferred_in: bigint
  transferred_out: bigint
  type_count: number
  type_turnover: bigint
  event_id: string
  cause: Cause | null
}

/** The columns `row`, `charged_row` and `source_row` are each the `seq` of a ledger row of the account. */
export interface AllocationTable {
  voen: Voen
  row: number
  position: number
  ledger: Ledger
  type: OperationType
  effect: Effect
  charged_row: number | null
  source_row: number | null
  amount: number
  value_date: string | null
}

export interface SourceTable {
  voen: Voen
  row: number
  ledger: Ledger
  amount: number
  used: number
  value_date: string
}

export interface LedgerTotalTable {
  voen: Voen
  ledger: Ledger
  debt: number
  overpayment: number
}

export interface TurnoverTable {
  voen: Voen
  ledger: Ledger
  type: OperationType
  count: number
  amount: bigint
}

export interface SignInAttemptTable {
  state: string
  browser: string
  nonce: string
  code_verifier: string
  return_to: string
  begun_at: string
}

export interface SessionTable {
  digest: string
  handle: string
  issuer: string
  subject: string
  name: string
  companies: string
  id_token: string | null
  provider_session: string | null
  user_agent: string
  address: string
  opened_at: string
  last_seen_at: string
}

export interface LogoutTokenTable {
  id: string
  until: string
}

export interface MandateTable {
  voen: Voen
  broker: Voen
  from_date: string
  to_date: string | null
  balances: number
  exports: number
  withdrawn: number
  changed_by: string
  changed_at: string
}

export interface AccessLogTable {
  voen: Voen
  at: string
  id: string
  action: Visit['action']
  subject: string
  name: string
  broker: Voen | null
  detail: string | null
  /** Its place and seal in the chain; null for a line from before the chain. */
  number: number | null
  seal: string | null
}

export interface AuditLogTable {
  at: string
  id: string
  action: string
  subject: string | null
  name: string | null
  session: string | null
  address: string
  user_agent: string
  voen: Voen | null
  detail: string
  number: number | null
  seal: string | null
}

/** The end of a log's chain. */
export interface LogChainTable {
  /** The account of an access log; '' for the audit log. */
  voen: Voen | ''
  number: number
  seal: string
  /** Lines from before the chain. */
  unsealed: number
  /** In the chain of the audit log: dismissals and clearings without a line, from before each got one. Else 0. */
  unaudited: number
}

export interface SenderTable {
  name: string
  title: string | null
  types: string
  channels: string
  bills: number
  /** 1 when it may read and answer objections to reconciliation acts. */
  objections: number
  registered_at: string
}

export interface SenderKeyTable {
  sender: string
  id: string
  algorithm: 'ed25519' | 'hmac-sha256'
  key: string
  made_at: string
}

export interface DismissalTable {
  voen: Voen | ''
  arrival: number
  reason: string
  dismissed_at: string
}

export interface IssuedDocumentTable {
  voen: Voen
  number: string
  /** The digest of what was asked for, by whom and of which books. */
  request: string
  issued_at: string
  kind: string
  /** The broker that filed the declaration of the document; null for other documents and without a broker. */
  declarant: Voen | null
  /** The person who had it issued, and the broker for which the person acted. */
  subject: string
  name: string
  broker: Voen | null
  /** What it is about and what it says, as canonical JSON. */
  terms: string
  content_digest: string
  format: string
  file_digest: string
  file_bytes: number
}

export interface PaperDirectoryTable {
  number: string
  voen: Voen
}

export interface DocumentOrderTable {
  voen: Voen
  id: string
  /** The person who ordered it. */
  subject: string
  ordered_at: string
  state: 'working' | 'made' | 'failed'
  run: string
  touched_at: string
  number: string | null
  content: string
}

export interface DocumentOrderPieceTable {
  voen: Voen
  id: string
  piece: number
  content: Uint8Array
}

export interface OwnBooksTable {
  voen: Voen
  id: string
  maker: Voen
  subject: string
  name: string
  file_name: string
  file_bytes: number
  uploaded_at: string
  kept_until: string
  state: 'uploaded' | 'working' | 'compared'
  run: string
  progress: number
  touched_at: string
  content: string
}

export interface OwnBooksPieceTable {
  voen: Voen
  id: string
  piece: number
  content: Uint8Array
}

export interface OwnBooksMatchTable {
  voen: Voen
  id: string
  seq: number
  decision: 'confirmed' | 'refused' | null
  content: string
}

export interface OwnBooksMappingTable {
  voen: Voen
  maker: Voen
  headings: string
  content: string
}

export interface ReconciliationActTable {
  voen: Voen
  /** Counts the acts of the account. */
  act: number
  /** The digest of what was asked for. */
  request: string
  from_date: string
  to_date: string
  drawn_up_at: string
  /** The person who drew it up. */
  subject: string
  name: string
  /** What customs had booked, as canonical JSON. */
  content: string
}

export interface ReconciliationStepTable {
  voen: Voen
  act: number
  /** Counts the steps of the act. */
  step: number
  /** Tells whether an attempt whose answer was lost is in the store. */
  id: string
  kind: string
  /** The objection that the step raises or ends; null for other steps. */
  objection: number | null
  at: string
  /** The person who took it; null for the administration. */
  subject: string | null
  name: string
  /** The step, as canonical JSON. */
  content: string
}

export interface OpenObjectionTable {
  voen: Voen
  act: number
  objection: number
  /** The step that raised it. */
  step: number
  at: string
}

export interface Schema {
  event: EventTable
  event_id: EventIdTable
  held_event: HeldEventTable
  rejection: RejectionTable
  rejection_not_kept: RejectionNotKeptTable
  rejection_clearing: RejectionClearingTable
  account: AccountTable
  booking: BookingTable
  declaration_directory: DeclarationDirectoryTable
  declaration: DeclarationTable
  charge: ChargeTable
  assessed: AssessedTable
  ledger_entry: LedgerEntryTable
  allocation: AllocationTable
  source: SourceTable
  ledger_total: LedgerTotalTable
  turnover: TurnoverTable
  sign_in_attempt: SignInAttemptTable
  session: SessionTable
  logout_token: LogoutTokenTable
  mandate: MandateTable
  access_log: AccessLogTable
  audit_log: AuditLogTable
  log_chain: LogChainTable
  sender: SenderTable
  sender_key: SenderKeyTable
  dismissal: DismissalTable
  issued_document: IssuedDocumentTable
  paper_directory: PaperDirectoryTable
  document_order: DocumentOrderTable
  document_order_piece: DocumentOrderPieceTable
  own_books: OwnBooksTable
  own_books_piece: OwnBooksPieceTable
  own_books_match: OwnBooksMatchTable
  own_books_mapping: OwnBooksMappingTable
  reconciliation_act: ReconciliationActTable
  reconciliation_step: ReconciliationStepTable
  open_objection: OpenObjectionTable
}
