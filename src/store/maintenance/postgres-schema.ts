/**
 * What the migrations make on PostgreSQL. A store cannot be migrated beside the one that is verified, so the description
 * is kept here. `test/store/postgres/schema-description.test.ts` compares it with the migrations; run it with `-u` after a
 * new migration.
 */
export const POSTGRES_SCHEMA = `
sequence event_arrival	event_arrival	permanent
table access_log	access_log	permanent
table account	account	permanent
table allocation	allocation	permanent
table assessed	assessed	permanent
table audit_log	audit_log	permanent
table booking	booking	permanent
table charge	charge	permanent
table declaration	declaration	permanent
table declaration_directory	declaration_directory	permanent
table dismissal	dismissal	permanent
table document_order	document_order	permanent
table document_order_piece	document_order_piece	permanent
table event	event	permanent
table event_id	event_id	permanent
table held_event	held_event	permanent
table issued_document	issued_document	permanent
table kysely_migration	kysely_migration	permanent
table kysely_migration_lock	kysely_migration_lock	permanent
table ledger_entry	ledger_entry	permanent
table ledger_total	ledger_total	permanent
table log_chain	log_chain	permanent
table logout_token	logout_token	permanent
table mandate	mandate	permanent
table open_objection	open_objection	permanent
table own_books	own_books	permanent
table own_books_mapping	own_books_mapping	permanent
table own_books_match	own_books_match	permanent
table own_books_piece	own_books_piece	permanent
table paper_directory	paper_directory	permanent
table reconciliation_act	reconciliation_act	permanent
table reconciliation_step	reconciliation_step	permanent
table rejection	rejection	permanent
table rejection_clearing	rejection_clearing	permanent
table rejection_not_kept	rejection_not_kept	permanent
table sender	sender	permanent
table sender_key	sender_key	permanent
table session	session	permanent
table sign_in_attempt	sign_in_attempt	permanent
table source	source	permanent
table turnover	turnover	permanent
row level security of access_log	access_log	enabled and forced
row level security of account	account	enabled and forced
row level security of allocation	allocation	enabled and forced
row level security of assessed	assessed	enabled and forced
row level security of audit_log	audit_log	off
row level security of booking	booking	enabled and forced
row level security of charge	charge	enabled and forced
row level security of declaration	declaration	enabled and forced
row level security of declaration_directory	declaration_directory	off
row level security of dismissal	dismissal	enabled and forced
row level security of document_order	document_order	enabled and forced
row level security of document_order_piece	document_order_piece	enabled and forced
row level security of event	event	enabled and forced
row level security of event_id	event_id	off
row level security of held_event	held_event	enabled and forced
row level security of issued_document	issued_document	enabled and forced
row level security of kysely_migration	kysely_migration	off
row level security of kysely_migration_lock	kysely_migration_lock	off
row level security of ledger_entry	ledger_entry	enabled and forced
row level security of ledger_total	ledger_total	enabled and forced
row level security of log_chain	log_chain	enabled and forced
row level security of logout_token	logout_token	off
row level security of mandate	mandate	enabled and forced
row level security of open_objection	open_objection	enabled and forced
row level security of own_books	own_books	enabled and forced
row level security of own_books_mapping	own_books_mapping	enabled and forced
row level security of own_books_match	own_books_match	enabled and forced
row level security of own_books_piece	own_books_piece	enabled and forced
row level security of paper_directory	paper_directory	enabled and forced
row level security of reconciliation_act	reconciliation_act	enabled and forced
row level security of reconciliation_step	reconciliation_step	enabled and forced
row level security of rejection	rejection	off
row level security of rejection_clearing	rejection_clearing	off
row level security of rejection_not_kept	rejection_not_kept	off
row level security of sender	sender	off
row level security of sender_key	sender_key	off
row level security of session	session	off
row level security of sign_in_attempt	sign_in_attempt	off
row level security of source	source	enabled and forced
row level security of turnover	turnover	enabled and forced
column access_log.action	access_log	text collate "C" not null
column access_log.at	access_log	timestamp with time zone not null
column access_log.broker	access_log	text collate "C"
column access_log.detail	access_log	text collate "C"
column access_log.id	access_log	text collate "C" not null
column access_log.name	access_log	text collate "C" not null
column access_log.number	access_log	bigint
column access_log.seal	access_log	text collate "C"
column access_log.subject	access_log	text collate "C" not null
column access_log.voen	access_log	text collate "C" not null
column account.allocation_chain	account	text collate "C" not null default ''::text
column account.bookings	account	bigint not null
column account.chain	account	text collate "C" not null
column account.documents	account	bigint not null
column account.entries	account	bigint not null
column account.last_operation_date	account	date
column account.name	account	text collate "C" not null
column account.voen	account	text collate "C" not null
column allocation.amount	allocation	bigint not null
column allocation.charged_row	allocation	bigint
column allocation.effect	allocation	text collate "C" not null
column allocation.ledger	allocation	text collate "C" not null
column allocation.position	allocation	bigint not null
column allocation.row	allocation	bigint not null
column allocation.source_row	allocation	bigint
column allocation.type	allocation	text collate "C" not null
column allocation.value_date	allocation	date
column allocation.voen	allocation	text collate "C" not null
column assessed.assessed	assessed	bigint not null
column assessed.fund	assessed	text collate "C" not null
column assessed.grain	assessed	text collate "C" not null
column assessed.paid	assessed	bigint not null
column assessed.period	assessed	text collate "C" not null
column assessed.voen	assessed	text collate "C" not null
column audit_log.action	audit_log	text collate "C" not null
column audit_log.address	audit_log	text collate "C" not null
column audit_log.at	audit_log	timestamp with time zone not null
column audit_log.detail	audit_log	jsonb not null
column audit_log.id	audit_log	text collate "C" not null
column audit_log.name	audit_log	text collate "C"
column audit_log.number	audit_log	bigint
column audit_log.seal	audit_log	text collate "C"
column audit_log.session	audit_log	text collate "C"
column audit_log.subject	audit_log	text collate "C"
column audit_log.user_agent	audit_log	text collate "C" not null
column audit_log.voen	audit_log	text collate "C"
column booking.arrival	booking	bigint not null
column booking.chain	booking	text collate "C" not null
column booking.number	booking	bigint not null
column booking.voen	booking	text collate "C" not null
column charge.amended	charge	bigint not null
column charge.amount	charge	bigint not null
column charge.assessed_on	charge	date not null
column charge.declaration	charge	text collate "C"
column charge.document	charge	bigint not null
column charge.due_on	charge	date not null
column charge.fund	charge	text collate "C" not null
column charge.number	charge	bigint not null
column charge.reduced	charge	bigint not null
column charge.reference	charge	text collate "C"
column charge.row	charge	bigint not null
column charge.settled	charge	bigint not null
column charge.voen	charge	text collate "C" not null
column declaration.cancelled	declaration	bigint not null
column declaration.declarant	declaration	text collate "C"
column declaration.declaration	declaration	text collate "C" not null
column declaration.document	declaration	bigint not null
column declaration.ending	declaration	text collate "C" generated always as substr(declaration, (length(declaration) - 3))
column declaration.voen	declaration	text collate "C" not null
column declaration_directory.declaration	declaration_directory	text collate "C" not null
column declaration_directory.voen	declaration_directory	text collate "C" not null
column dismissal.arrival	dismissal	bigint not null
column dismissal.dismissed_at	dismissal	timestamp with time zone not null
column dismissal.reason	dismissal	text collate "C" not null
column dismissal.voen	dismissal	text collate "C" not null
column document_order.content	document_order	text collate "C" not null
column document_order.id	document_order	text collate "C" not null
column document_order.number	document_order	text collate "C"
column document_order.ordered_at	document_order	timestamp with time zone not null
column document_order.run	document_order	text collate "C" not null
column document_order.state	document_order	text collate "C" not null
column document_order.subject	document_order	text collate "C" not null
column document_order.touched_at	document_order	timestamp with time zone not null
column document_order.voen	document_order	text collate "C" not null
column document_order_piece.content	document_order_piece	bytea not null
column document_order_piece.id	document_order_piece	text collate "C" not null
column document_order_piece.piece	document_order_piece	bigint not null
column document_order_piece.voen	document_order_piece	text collate "C" not null
column event.arrival	event	bigint not null
column event.content	event	jsonb not null
column event.received_at	event	timestamp with time zone not null
column event.sender	event	text collate "C"
column event.voen	event	text collate "C" not null
column event_id.arrival	event_id	bigint not null
column event_id.id	event_id	text collate "C" not null
column event_id.voen	event_id	text collate "C" not null
column held_event.arrival	held_event	bigint not null
column held_event.key	held_event	text collate "C" not null
column held_event.voen	held_event	text collate "C" not null
column held_event.waits_for	held_event	text collate "C" not null
column issued_document.broker	issued_document	text collate "C"
column issued_document.content_digest	issued_document	text collate "C" not null
column issued_document.declarant	issued_document	text collate "C"
column issued_document.file_bytes	issued_document	bigint not null
column issued_document.file_digest	issued_document	text collate "C" not null
column issued_document.format	issued_document	text collate "C" not null
column issued_document.issued_at	issued_document	timestamp with time zone not null
column issued_document.kind	issued_document	text collate "C" not null
column issued_document.name	issued_document	text collate "C" not null
column issued_document.number	issued_document	text collate "C" not null
column issued_document.request	issued_document	text collate "C" not null
column issued_document.subject	issued_document	text collate "C" not null
column issued_document.terms	issued_document	text collate "C" not null
column issued_document.voen	issued_document	text collate "C" not null
column ledger_entry.amount	ledger_entry	bigint not null
column ledger_entry.assessed	ledger_entry	bigint not null
column ledger_entry.cause	ledger_entry	text collate "C"
column ledger_entry.channel	ledger_entry	text collate "C"
column ledger_entry.debt	ledger_entry	bigint not null
column ledger_entry.declaration	ledger_entry	text collate "C"
column ledger_entry.event_id	ledger_entry	text collate "C" not null
column ledger_entry.ledger	ledger_entry	text collate "C" not null
column ledger_entry.ledger_count	ledger_entry	bigint not null
column ledger_entry.operation_date	ledger_entry	date not null
column ledger_entry.overpayment	ledger_entry	bigint not null
column ledger_entry.payment_date	ledger_entry	date
column ledger_entry.received	ledger_entry	bigint not null
column ledger_entry.reduced_paid	ledger_entry	bigint not null
column ledger_entry.reduced_unpaid	ledger_entry	bigint not null
column ledger_entry.reference	ledger_entry	text collate "C"
column ledger_entry.refunded	ledger_entry	bigint not null
column ledger_entry.seq	ledger_entry	bigint not null
column ledger_entry.transferred_in	ledger_entry	bigint not null
column ledger_entry.transferred_out	ledger_entry	bigint not null
column ledger_entry.type	ledger_entry	text collate "C" not null
column ledger_entry.type_count	ledger_entry	bigint not null
column ledger_entry.type_turnover	ledger_entry	bigint not null
column ledger_entry.voen	ledger_entry	text collate "C" not null
column ledger_total.debt	ledger_total	bigint not null
column ledger_total.ledger	ledger_total	text collate "C" not null
column ledger_total.overpayment	ledger_total	bigint not null
column ledger_total.voen	ledger_total	text collate "C" not null
column log_chain.number	log_chain	bigint not null
column log_chain.seal	log_chain	text collate "C" not null
column log_chain.unaudited	log_chain	bigint not null default 0
column log_chain.unsealed	log_chain	bigint not null
column log_chain.voen	log_chain	text collate "C" not null
column logout_token.id	logout_token	text collate "C" not null
column logout_token.until	logout_token	timestamp with time zone not null
column mandate.balances	mandate	bigint not null
column mandate.broker	mandate	text collate "C" not null
column mandate.changed_at	mandate	timestamp with time zone not null
column mandate.changed_by	mandate	text collate "C" not null
column mandate.exports	mandate	bigint not null
column mandate.from_date	mandate	date not null
column mandate.to_date	mandate	date
column mandate.voen	mandate	text collate "C" not null
column mandate.withdrawn	mandate	bigint not null
column open_objection.act	open_objection	bigint not null
column open_objection.at	open_objection	timestamp with time zone not null
column open_objection.objection	open_objection	bigint not null
column open_objection.step	open_objection	bigint not null
column open_objection.voen	open_objection	text collate "C" not null
column own_books.content	own_books	text collate "C" not null
column own_books.file_bytes	own_books	bigint not null
column own_books.file_name	own_books	text collate "C" not null
column own_books.id	own_books	text collate "C" not null
column own_books.kept_until	own_books	date not null
column own_books.maker	own_books	text collate "C" not null
column own_books.name	own_books	text collate "C" not null
column own_books.progress	own_books	bigint not null
column own_books.run	own_books	text collate "C" not null
column own_books.state	own_books	text collate "C" not null
column own_books.subject	own_books	text collate "C" not null
column own_books.touched_at	own_books	timestamp with time zone not null
column own_books.uploaded_at	own_books	timestamp with time zone not null
column own_books.voen	own_books	text collate "C" not null
column own_books_mapping.content	own_books_mapping	text collate "C" not null
column own_books_mapping.headings	own_books_mapping	text collate "C" not null
column own_books_mapping.maker	own_books_mapping	text collate "C" not null
column own_books_mapping.voen	own_books_mapping	text collate "C" not null
column own_books_match.content	own_books_match	text collate "C" not null
column own_books_match.decision	own_books_match	text collate "C"
column own_books_match.id	own_books_match	text collate "C" not null
column own_books_match.seq	own_books_match	bigint not null
column own_books_match.voen	own_books_match	text collate "C" not null
column own_books_piece.content	own_books_piece	bytea not null
column own_books_piece.id	own_books_piece	text collate "C" not null
column own_books_piece.piece	own_books_piece	bigint not null
column own_books_piece.voen	own_books_piece	text collate "C" not null
column paper_directory.number	paper_directory	text collate "C" not null
column paper_directory.voen	paper_directory	text collate "C" not null
column reconciliation_act.act	reconciliation_act	bigint not null
column reconciliation_act.content	reconciliation_act	text collate "C" not null
column reconciliation_act.drawn_up_at	reconciliation_act	timestamp with time zone not null
column reconciliation_act.from_date	reconciliation_act	date not null
column reconciliation_act.name	reconciliation_act	text collate "C" not null
column reconciliation_act.request	reconciliation_act	text collate "C" not null
column reconciliation_act.subject	reconciliation_act	text collate "C" not null
column reconciliation_act.to_date	reconciliation_act	date not null
column reconciliation_act.voen	reconciliation_act	text collate "C" not null
column reconciliation_step.act	reconciliation_step	bigint not null
column reconciliation_step.at	reconciliation_step	timestamp with time zone not null
column reconciliation_step.content	reconciliation_step	text collate "C" not null
column reconciliation_step.id	reconciliation_step	text collate "C" not null
column reconciliation_step.kind	reconciliation_step	text collate "C" not null
column reconciliation_step.name	reconciliation_step	text collate "C" not null
column reconciliation_step.objection	reconciliation_step	bigint
column reconciliation_step.step	reconciliation_step	bigint not null
column reconciliation_step.subject	reconciliation_step	text collate "C"
column reconciliation_step.voen	reconciliation_step	text collate "C" not null
column rejection.arrival	rejection	bigint not null
column rejection.content	rejection	text collate "C" not null
column rejection.digest	rejection	text collate "C" not null
column rejection.event_id	rejection	text collate "C"
column rejection.problems	rejection	jsonb not null
column rejection.rejected_at	rejection	timestamp with time zone not null
column rejection.sender	rejection	text collate "C" not null default ''::text
column rejection_clearing.cleared_at	rejection_clearing	timestamp with time zone not null
column rejection_clearing.id	rejection_clearing	text collate "C" not null
column rejection_clearing.not_kept	rejection_clearing	bigint not null
column rejection_clearing.reason	rejection_clearing	text collate "C" not null
column rejection_clearing.rejected_before	rejection_clearing	timestamp with time zone not null
column rejection_clearing.rejections	rejection_clearing	bigint not null
column rejection_clearing.sender	rejection_clearing	text collate "C"
column rejection_not_kept.count	rejection_not_kept	bigint not null
column rejection_not_kept.day	rejection_not_kept	date not null
column rejection_not_kept.sender	rejection_not_kept	text collate "C" not null
column sender.bills	sender	bigint not null
column sender.channels	sender	jsonb not null
column sender.name	sender	text collate "C" not null
column sender.objections	sender	bigint not null default 0
column sender.registered_at	sender	timestamp with time zone not null
column sender.title	sender	text collate "C"
column sender.types	sender	jsonb not null
column sender_key.algorithm	sender_key	text collate "C" not null
column sender_key.id	sender_key	text collate "C" not null
column sender_key.key	sender_key	text collate "C" not null
column sender_key.made_at	sender_key	timestamp with time zone not null
column sender_key.sender	sender_key	text collate "C" not null
column session.address	session	text collate "C" not null
column session.companies	session	jsonb not null
column session.digest	session	text collate "C" not null
column session.handle	session	text collate "C" not null
column session.id_token	session	text collate "C"
column session.issuer	session	text collate "C" not null
column session.last_seen_at	session	timestamp with time zone not null
column session.name	session	text collate "C" not null
column session.opened_at	session	timestamp with time zone not null
column session.provider_session	session	text collate "C"
column session.subject	session	text collate "C" not null
column session.user_agent	session	text collate "C" not null
column sign_in_attempt.begun_at	sign_in_attempt	timestamp with time zone not null
column sign_in_attempt.browser	sign_in_attempt	text collate "C" not null
column sign_in_attempt.code_verifier	sign_in_attempt	text collate "C" not null
column sign_in_attempt.nonce	sign_in_attempt	text collate "C" not null
column sign_in_attempt.return_to	sign_in_attempt	text collate "C" not null
column sign_in_attempt.state	sign_in_attempt	text collate "C" not null
column source.amount	source	bigint not null
column source.ledger	source	text collate "C" not null
column source.row	source	bigint not null
column source.used	source	bigint not null
column source.value_date	source	date not null
column source.voen	source	text collate "C" not null
column turnover.amount	turnover	bigint not null
column turnover.count	turnover	bigint not null
column turnover.ledger	turnover	text collate "C" not null
column turnover.type	turnover	text collate "C" not null
column turnover.voen	turnover	text collate "C" not null
constraint access_log_action_check on access_log	access_log	CHECK ((action = ANY (ARRAY['viewed'::text, 'exported'::text, 'mandate-granted'::text, 'mandate-changed'::text, 'mandate-withdrawn'::text])))
constraint access_log_number_check on access_log	access_log	CHECK ((number >= 1)) NOT VALID
constraint access_log_pkey on access_log	access_log	PRIMARY KEY (voen, at, id)
constraint account_bookings_check on account	account	CHECK ((bookings >= 0))
constraint account_documents_check on account	account	CHECK ((documents >= 0))
constraint account_entries_check on account	account	CHECK ((entries >= 0))
constraint account_pkey on account	account	PRIMARY KEY (voen)
constraint allocation_amount_check on allocation	allocation	CHECK ((amount > 0))
constraint allocation_charged_row_check on allocation	allocation	CHECK ((charged_row > 0))
constraint allocation_check on allocation	allocation	CHECK (((charged_row IS NOT NULL) OR (source_row IS NOT NULL)))
constraint allocation_check1 on allocation	allocation	CHECK (((effect = 'debt'::text) = (value_date IS NOT NULL)))
constraint allocation_effect_check on allocation	allocation	CHECK ((effect = ANY (ARRAY['debt'::text, 'overpayment'::text])))
constraint allocation_ledger_check on allocation	allocation	CHECK ((ledger = ANY (ARRAY['customs-duty'::text, 'vat'::text, 'excise'::text, 'customs-fee'::text, 'late-interest'::text, 'fine'::text, 'other'::text, 'eservice-fee'::text, 'eservice-vat'::text, 'advance'::text])))
constraint allocation_pkey on allocation	allocation	PRIMARY KEY (voen, "row", "position")
constraint allocation_position_check on allocation	allocation	CHECK (("position" > 0))
constraint allocation_row_check on allocation	allocation	CHECK (("row" > 0))
constraint allocation_source_row_check on allocation	allocation	CHECK ((source_row > 0))
constraint allocation_type_check on allocation	allocation	CHECK ((type = ANY (ARRAY['hop-payment'::text, 'overpayment-offset'::text, 'advance-drawdown'::text, 'reduction'::text, 'refund'::text, 'transfer-out'::text])))
constraint allocation_voen_fkey of allocation on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint allocation_voen_fkey on allocation	allocation	FOREIGN KEY (voen) REFERENCES account(voen)
constraint assessed_grain_check on assessed	assessed	CHECK ((grain = ANY (ARRAY['month'::text, 'day'::text])))
constraint assessed_pkey on assessed	assessed	PRIMARY KEY (voen, grain, period, fund)
constraint assessed_voen_fkey of assessed on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint assessed_voen_fkey on assessed	assessed	FOREIGN KEY (voen) REFERENCES account(voen)
constraint audit_log_number_check on audit_log	audit_log	CHECK ((number >= 1)) NOT VALID
constraint audit_log_pkey on audit_log	audit_log	PRIMARY KEY (at, id)
constraint booking_number_check on booking	booking	CHECK ((number > 0))
constraint booking_pkey on booking	booking	PRIMARY KEY (voen, number)
constraint booking_voen_fkey of booking on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint booking_voen_fkey on booking	booking	FOREIGN KEY (voen) REFERENCES account(voen)
constraint charge_amended_check on charge	charge	CHECK ((amended = ANY (ARRAY[(0)::bigint, (1)::bigint])))
constraint charge_amount_check on charge	charge	CHECK ((amount > 0))
constraint charge_check on charge	charge	CHECK (((reduced + settled) <= amount))
constraint charge_document_check on charge	charge	CHECK ((document > 0))
constraint charge_number_check on charge	charge	CHECK ((number > 0))
constraint charge_pkey on charge	charge	PRIMARY KEY (voen, document, number)
constraint charge_reduced_check on charge	charge	CHECK ((reduced >= 0))
constraint charge_row_check on charge	charge	CHECK (("row" > 0))
constraint charge_settled_check on charge	charge	CHECK ((settled >= 0))
constraint charge_voen_fkey of charge on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint charge_voen_fkey on charge	charge	FOREIGN KEY (voen) REFERENCES account(voen)
constraint declaration_cancelled_check on declaration	declaration	CHECK ((cancelled = ANY (ARRAY[(0)::bigint, (1)::bigint])))
constraint declaration_directory_pkey on declaration_directory	declaration_directory	PRIMARY KEY (declaration)
constraint declaration_document_check on declaration	declaration	CHECK ((document > 0))
constraint declaration_pkey on declaration	declaration	PRIMARY KEY (voen, declaration)
constraint declaration_voen_fkey of declaration on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint declaration_voen_fkey on declaration	declaration	FOREIGN KEY (voen) REFERENCES account(voen)
constraint dismissal_pkey on dismissal	dismissal	PRIMARY KEY (voen, arrival)
constraint document_order_piece_pkey on document_order_piece	document_order_piece	PRIMARY KEY (voen, id, piece)
constraint document_order_pkey on document_order	document_order	PRIMARY KEY (voen, id)
constraint document_order_state_check on document_order	document_order	CHECK ((state = ANY (ARRAY['working'::text, 'made'::text, 'failed'::text])))
constraint event_arrival_check on event	event	CHECK ((arrival > 0))
constraint event_id_pkey on event_id	event_id	PRIMARY KEY (id)
constraint event_pkey on event	event	PRIMARY KEY (voen, arrival)
constraint held_event_pkey on held_event	held_event	PRIMARY KEY (voen, arrival)
constraint held_event_waits_for_check on held_event	held_event	CHECK ((waits_for = ANY (ARRAY['taxpayer'::text, 'declaration'::text, 'assignment'::text])))
constraint issued_document_file_bytes_check on issued_document	issued_document	CHECK ((file_bytes > 0))
constraint issued_document_pkey on issued_document	issued_document	PRIMARY KEY (voen, number)
constraint ledger_entry_amount_check on ledger_entry	ledger_entry	CHECK ((amount > 0))
constraint ledger_entry_assessed_check on ledger_entry	ledger_entry	CHECK ((assessed >= 0))
constraint ledger_entry_cause_check on ledger_entry	ledger_entry	CHECK ((cause = ANY (ARRAY['amendment'::text, 'cancellation'::text])))
constraint ledger_entry_channel_check on ledger_entry	ledger_entry	CHECK ((channel = ANY (ARRAY['hop'::text, 'bank'::text, 'vat-deposit'::text, 'treasury'::text])))
constraint ledger_entry_debt_check on ledger_entry	ledger_entry	CHECK ((debt >= 0))
constraint ledger_entry_ledger_check on ledger_entry	ledger_entry	CHECK ((ledger = ANY (ARRAY['customs-duty'::text, 'vat'::text, 'excise'::text, 'customs-fee'::text, 'late-interest'::text, 'fine'::text, 'other'::text, 'eservice-fee'::text, 'eservice-vat'::text, 'advance'::text])))
constraint ledger_entry_ledger_count_check on ledger_entry	ledger_entry	CHECK ((ledger_count > 0))
constraint ledger_entry_overpayment_check on ledger_entry	ledger_entry	CHECK ((overpayment >= 0))
constraint ledger_entry_pkey on ledger_entry	ledger_entry	PRIMARY KEY (voen, ledger, seq)
constraint ledger_entry_received_check on ledger_entry	ledger_entry	CHECK ((received >= 0))
constraint ledger_entry_reduced_paid_check on ledger_entry	ledger_entry	CHECK ((reduced_paid >= 0))
constraint ledger_entry_reduced_unpaid_check on ledger_entry	ledger_entry	CHECK ((reduced_unpaid >= 0))
constraint ledger_entry_refunded_check on ledger_entry	ledger_entry	CHECK ((refunded >= 0))
constraint ledger_entry_seq_check on ledger_entry	ledger_entry	CHECK ((seq > 0))
constraint ledger_entry_transferred_in_check on ledger_entry	ledger_entry	CHECK ((transferred_in >= 0))
constraint ledger_entry_transferred_out_check on ledger_entry	ledger_entry	CHECK ((transferred_out >= 0))
constraint ledger_entry_type_check on ledger_entry	ledger_entry	CHECK ((type = ANY (ARRAY['assessment'::text, 'hop-payment'::text, 'overpayment-offset'::text, 'advance-drawdown'::text, 'reduction'::text, 'advance-payment-general'::text, 'advance-payment-single'::text, 'eservice-advance'::text, 'eservice-vat-advance'::text, 'eservice-advance-hop'::text, 'eservice-vat-advance-hop'::text, 'refund'::text, 'transfer-out'::text, 'transfer-in'::text])))
constraint ledger_entry_type_count_check on ledger_entry	ledger_entry	CHECK ((type_count > 0))
constraint ledger_entry_type_turnover_check on ledger_entry	ledger_entry	CHECK ((type_turnover > 0))
constraint ledger_entry_voen_fkey of ledger_entry on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint ledger_entry_voen_fkey on ledger_entry	ledger_entry	FOREIGN KEY (voen) REFERENCES account(voen)
constraint ledger_total_debt_check on ledger_total	ledger_total	CHECK ((debt >= 0))
constraint ledger_total_overpayment_check on ledger_total	ledger_total	CHECK ((overpayment >= 0))
constraint ledger_total_pkey on ledger_total	ledger_total	PRIMARY KEY (voen, ledger)
constraint ledger_total_voen_fkey of ledger_total on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint ledger_total_voen_fkey on ledger_total	ledger_total	FOREIGN KEY (voen) REFERENCES account(voen)
constraint log_chain_number_check on log_chain	log_chain	CHECK ((number >= 0))
constraint log_chain_pkey on log_chain	log_chain	PRIMARY KEY (voen)
constraint log_chain_unaudited_check on log_chain	log_chain	CHECK ((unaudited >= 0))
constraint log_chain_unsealed_check on log_chain	log_chain	CHECK ((unsealed >= 0))
constraint logout_token_pkey on logout_token	logout_token	PRIMARY KEY (id)
constraint mandate_balances_check on mandate	mandate	CHECK ((balances = ANY (ARRAY[(0)::bigint, (1)::bigint])))
constraint mandate_check on mandate	mandate	CHECK ((voen <> broker))
constraint mandate_check1 on mandate	mandate	CHECK ((to_date >= from_date))
constraint mandate_exports_check on mandate	mandate	CHECK ((exports = ANY (ARRAY[(0)::bigint, (1)::bigint])))
constraint mandate_pkey on mandate	mandate	PRIMARY KEY (voen, broker)
constraint mandate_withdrawn_check on mandate	mandate	CHECK ((withdrawn = ANY (ARRAY[(0)::bigint, (1)::bigint])))
constraint open_objection_pkey on open_objection	open_objection	PRIMARY KEY (voen, act, objection)
constraint own_books_mapping_pkey on own_books_mapping	own_books_mapping	PRIMARY KEY (voen, maker, headings)
constraint own_books_match_decision_check on own_books_match	own_books_match	CHECK ((decision = ANY (ARRAY['confirmed'::text, 'refused'::text])))
constraint own_books_match_pkey on own_books_match	own_books_match	PRIMARY KEY (voen, id, seq)
constraint own_books_piece_pkey on own_books_piece	own_books_piece	PRIMARY KEY (voen, id, piece)
constraint own_books_pkey on own_books	own_books	PRIMARY KEY (voen, id)
constraint own_books_state_check on own_books	own_books	CHECK ((state = ANY (ARRAY['uploaded'::text, 'working'::text, 'compared'::text])))
constraint paper_directory_pkey on paper_directory	paper_directory	PRIMARY KEY (number)
constraint reconciliation_act_act_check on reconciliation_act	reconciliation_act	CHECK ((act > 0))
constraint reconciliation_act_check on reconciliation_act	reconciliation_act	CHECK ((to_date >= from_date))
constraint reconciliation_act_pkey on reconciliation_act	reconciliation_act	PRIMARY KEY (voen, act)
constraint reconciliation_step_pkey on reconciliation_step	reconciliation_step	PRIMARY KEY (voen, act, step)
constraint reconciliation_step_step_check on reconciliation_step	reconciliation_step	CHECK ((step > 0))
constraint rejection_clearing_not_kept_check on rejection_clearing	rejection_clearing	CHECK ((not_kept >= 0))
constraint rejection_clearing_pkey on rejection_clearing	rejection_clearing	PRIMARY KEY (id)
constraint rejection_clearing_rejections_check on rejection_clearing	rejection_clearing	CHECK ((rejections >= 0))
constraint rejection_not_kept_count_check on rejection_not_kept	rejection_not_kept	CHECK ((count > 0))
constraint rejection_not_kept_pkey on rejection_not_kept	rejection_not_kept	PRIMARY KEY (sender, day)
constraint rejection_pkey on rejection	rejection	PRIMARY KEY (digest, arrival)
constraint sender_bills_check on sender	sender	CHECK ((bills = ANY (ARRAY[(0)::bigint, (1)::bigint])))
constraint sender_key_algorithm_check on sender_key	sender_key	CHECK ((algorithm = ANY (ARRAY['ed25519'::text, 'hmac-sha256'::text])))
constraint sender_key_pkey on sender_key	sender_key	PRIMARY KEY (sender, id)
constraint sender_key_sender_fkey of sender_key on sender	sender	FOREIGN KEY (sender) REFERENCES sender(name) ON DELETE CASCADE
constraint sender_key_sender_fkey on sender_key	sender_key	FOREIGN KEY (sender) REFERENCES sender(name) ON DELETE CASCADE
constraint sender_objections_check on sender	sender	CHECK ((objections = ANY (ARRAY[(0)::bigint, (1)::bigint])))
constraint sender_pkey on sender	sender	PRIMARY KEY (name)
constraint session_pkey on session	session	PRIMARY KEY (digest)
constraint sign_in_attempt_pkey on sign_in_attempt	sign_in_attempt	PRIMARY KEY (state)
constraint source_amount_check on source	source	CHECK ((amount > 0))
constraint source_check on source	source	CHECK ((used <= amount))
constraint source_ledger_check on source	source	CHECK ((ledger = ANY (ARRAY['customs-duty'::text, 'vat'::text, 'excise'::text, 'customs-fee'::text, 'late-interest'::text, 'fine'::text, 'other'::text, 'eservice-fee'::text, 'eservice-vat'::text, 'advance'::text])))
constraint source_pkey on source	source	PRIMARY KEY (voen, "row")
constraint source_row_check on source	source	CHECK (("row" > 0))
constraint source_used_check on source	source	CHECK ((used >= 0))
constraint source_voen_fkey of source on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint source_voen_fkey on source	source	FOREIGN KEY (voen) REFERENCES account(voen)
constraint turnover_amount_check on turnover	turnover	CHECK ((amount > 0))
constraint turnover_count_check on turnover	turnover	CHECK ((count > 0))
constraint turnover_pkey on turnover	turnover	PRIMARY KEY (voen, ledger, type)
constraint turnover_voen_fkey of turnover on account	account	FOREIGN KEY (voen) REFERENCES account(voen)
constraint turnover_voen_fkey on turnover	turnover	FOREIGN KEY (voen) REFERENCES account(voen)
index access_log_by_number on access_log	access_log	CREATE UNIQUE INDEX access_log_by_number ON access_log USING btree (voen, number)
index access_log_pkey on access_log	access_log	CREATE UNIQUE INDEX access_log_pkey ON access_log USING btree (voen, at, id)
index account_pkey on account	account	CREATE UNIQUE INDEX account_pkey ON account USING btree (voen)
index allocation_by_charge on allocation	allocation	CREATE INDEX allocation_by_charge ON allocation USING btree (voen, charged_row, "row", "position") WHERE (charged_row IS NOT NULL)
index allocation_by_source on allocation	allocation	CREATE INDEX allocation_by_source ON allocation USING btree (voen, source_row, "row", "position") WHERE (source_row IS NOT NULL)
index allocation_pkey on allocation	allocation	CREATE UNIQUE INDEX allocation_pkey ON allocation USING btree (voen, "row", "position")
index assessed_pkey on assessed	assessed	CREATE UNIQUE INDEX assessed_pkey ON assessed USING btree (voen, grain, period, fund)
index audit_log_by_number on audit_log	audit_log	CREATE UNIQUE INDEX audit_log_by_number ON audit_log USING btree (number)
index audit_log_pkey on audit_log	audit_log	CREATE UNIQUE INDEX audit_log_pkey ON audit_log USING btree (at, id)
index booking_pkey on booking	booking	CREATE UNIQUE INDEX booking_pkey ON booking USING btree (voen, number)
index charge_by_reference on charge	charge	CREATE INDEX charge_by_reference ON charge USING btree (voen, reference, "row") WHERE (reference IS NOT NULL)
index charge_open on charge	charge	CREATE INDEX charge_open ON charge USING btree (voen, fund, document, number) WHERE (amount > (reduced + settled))
index charge_pkey on charge	charge	CREATE UNIQUE INDEX charge_pkey ON charge USING btree (voen, document, number)
index declaration_by_declarant on declaration	declaration	CREATE INDEX declaration_by_declarant ON declaration USING btree (voen, declarant, document)
index declaration_by_document on declaration	declaration	CREATE INDEX declaration_by_document ON declaration USING btree (voen, document) INCLUDE (declaration)
index declaration_by_ending on declaration	declaration	CREATE INDEX declaration_by_ending ON declaration USING btree (voen, ending, document)
index declaration_directory_pkey on declaration_directory	declaration_directory	CREATE UNIQUE INDEX declaration_directory_pkey ON declaration_directory USING btree (declaration)
index declaration_pkey on declaration	declaration	CREATE UNIQUE INDEX declaration_pkey ON declaration USING btree (voen, declaration)
index dismissal_pkey on dismissal	dismissal	CREATE UNIQUE INDEX dismissal_pkey ON dismissal USING btree (voen, arrival)
index document_order_by_time on document_order	document_order	CREATE INDEX document_order_by_time ON document_order USING btree (ordered_at)
index document_order_piece_pkey on document_order_piece	document_order_piece	CREATE UNIQUE INDEX document_order_piece_pkey ON document_order_piece USING btree (voen, id, piece)
index document_order_pkey on document_order	document_order	CREATE UNIQUE INDEX document_order_pkey ON document_order USING btree (voen, id)
index event_by_arrival on event	event	CREATE INDEX event_by_arrival ON event USING btree (arrival)
index event_id_pkey on event_id	event_id	CREATE UNIQUE INDEX event_id_pkey ON event_id USING btree (id)
index event_pkey on event	event	CREATE UNIQUE INDEX event_pkey ON event USING btree (voen, arrival)
index held_event_by_arrival on held_event	held_event	CREATE UNIQUE INDEX held_event_by_arrival ON held_event USING btree (arrival, voen)
index held_event_by_key on held_event	held_event	CREATE INDEX held_event_by_key ON held_event USING btree (waits_for, key, arrival)
index held_event_pkey on held_event	held_event	CREATE UNIQUE INDEX held_event_pkey ON held_event USING btree (voen, arrival)
index issued_document_by_declarant on issued_document	issued_document	CREATE INDEX issued_document_by_declarant ON issued_document USING btree (voen, declarant, issued_at, number) WHERE (declarant IS NOT NULL)
index issued_document_by_request on issued_document	issued_document	CREATE UNIQUE INDEX issued_document_by_request ON issued_document USING btree (voen, request)
index issued_document_by_time on issued_document	issued_document	CREATE INDEX issued_document_by_time ON issued_document USING btree (voen, issued_at, number)
index issued_document_pkey on issued_document	issued_document	CREATE UNIQUE INDEX issued_document_pkey ON issued_document USING btree (voen, number)
index ledger_entry_by_amount on ledger_entry	ledger_entry	CREATE INDEX ledger_entry_by_amount ON ledger_entry USING btree (voen, amount, seq) WHERE ((ledger <> 'advance'::text) OR (type <> 'advance-drawdown'::text))
index ledger_entry_by_channel on ledger_entry	ledger_entry	CREATE INDEX ledger_entry_by_channel ON ledger_entry USING btree (voen, ledger, channel, seq, payment_date, type, amount) WHERE ((channel IS NOT NULL) AND ((+ seq) > 2000))
index ledger_entry_by_date on ledger_entry	ledger_entry	CREATE UNIQUE INDEX ledger_entry_by_date ON ledger_entry USING btree (voen, operation_date, seq)
index ledger_entry_by_declaration on ledger_entry	ledger_entry	CREATE INDEX ledger_entry_by_declaration ON ledger_entry USING btree (voen, declaration, seq) WHERE (declaration IS NOT NULL)
index ledger_entry_by_payment_date on ledger_entry	ledger_entry	CREATE INDEX ledger_entry_by_payment_date ON ledger_entry USING btree (voen, ledger, payment_date, seq, channel, type, amount) WHERE ((channel IS NOT NULL) AND ((+ seq) > 2000))
index ledger_entry_by_payment_reference on ledger_entry	ledger_entry	CREATE INDEX ledger_entry_by_payment_reference ON ledger_entry USING btree (voen, seq, reference) WHERE ((reference IS NOT NULL) AND (payment_date IS NOT NULL))
index ledger_entry_by_type on ledger_entry	ledger_entry	CREATE INDEX ledger_entry_by_type ON ledger_entry USING btree (voen, ledger, type, seq)
index ledger_entry_pkey on ledger_entry	ledger_entry	CREATE UNIQUE INDEX ledger_entry_pkey ON ledger_entry USING btree (voen, ledger, seq)
index ledger_total_pkey on ledger_total	ledger_total	CREATE UNIQUE INDEX ledger_total_pkey ON ledger_total USING btree (voen, ledger)
index log_chain_pkey on log_chain	log_chain	CREATE UNIQUE INDEX log_chain_pkey ON log_chain USING btree (voen)
index logout_token_pkey on logout_token	logout_token	CREATE UNIQUE INDEX logout_token_pkey ON logout_token USING btree (id)
index mandate_by_broker on mandate	mandate	CREATE INDEX mandate_by_broker ON mandate USING btree (broker, voen)
index mandate_pkey on mandate	mandate	CREATE UNIQUE INDEX mandate_pkey ON mandate USING btree (voen, broker)
index open_objection_by_time on open_objection	open_objection	CREATE INDEX open_objection_by_time ON open_objection USING btree (at, voen, act, objection)
index open_objection_pkey on open_objection	open_objection	CREATE UNIQUE INDEX open_objection_pkey ON open_objection USING btree (voen, act, objection)
index own_books_by_end on own_books	own_books	CREATE INDEX own_books_by_end ON own_books USING btree (kept_until)
index own_books_mapping_pkey on own_books_mapping	own_books_mapping	CREATE UNIQUE INDEX own_books_mapping_pkey ON own_books_mapping USING btree (voen, maker, headings)
index own_books_match_pkey on own_books_match	own_books_match	CREATE UNIQUE INDEX own_books_match_pkey ON own_books_match USING btree (voen, id, seq)
index own_books_piece_pkey on own_books_piece	own_books_piece	CREATE UNIQUE INDEX own_books_piece_pkey ON own_books_piece USING btree (voen, id, piece)
index own_books_pkey on own_books	own_books	CREATE UNIQUE INDEX own_books_pkey ON own_books USING btree (voen, id)
index paper_directory_pkey on paper_directory	paper_directory	CREATE UNIQUE INDEX paper_directory_pkey ON paper_directory USING btree (number)
index reconciliation_act_by_request on reconciliation_act	reconciliation_act	CREATE UNIQUE INDEX reconciliation_act_by_request ON reconciliation_act USING btree (voen, request)
index reconciliation_act_pkey on reconciliation_act	reconciliation_act	CREATE UNIQUE INDEX reconciliation_act_pkey ON reconciliation_act USING btree (voen, act)
index reconciliation_objection on reconciliation_step	reconciliation_step	CREATE INDEX reconciliation_objection ON reconciliation_step USING btree (voen, act, step) WHERE (kind = 'objected'::text)
index reconciliation_objection_end on reconciliation_step	reconciliation_step	CREATE UNIQUE INDEX reconciliation_objection_end ON reconciliation_step USING btree (voen, act, objection) WHERE (kind = ANY (ARRAY['withdrawn'::text, 'accepted'::text, 'rejected'::text]))
index reconciliation_step_pkey on reconciliation_step	reconciliation_step	CREATE UNIQUE INDEX reconciliation_step_pkey ON reconciliation_step USING btree (voen, act, step)
index rejection_by_sender on rejection	rejection	CREATE INDEX rejection_by_sender ON rejection USING btree (sender, arrival, rejected_at)
index rejection_by_time on rejection	rejection	CREATE INDEX rejection_by_time ON rejection USING btree (rejected_at, digest, arrival)
index rejection_clearing_pkey on rejection_clearing	rejection_clearing	CREATE UNIQUE INDEX rejection_clearing_pkey ON rejection_clearing USING btree (id)
index rejection_not_kept_pkey on rejection_not_kept	rejection_not_kept	CREATE UNIQUE INDEX rejection_not_kept_pkey ON rejection_not_kept USING btree (sender, day)
index rejection_pkey on rejection	rejection	CREATE UNIQUE INDEX rejection_pkey ON rejection USING btree (digest, arrival)
index sender_key_pkey on sender_key	sender_key	CREATE UNIQUE INDEX sender_key_pkey ON sender_key USING btree (sender, id)
index sender_pkey on sender	sender	CREATE UNIQUE INDEX sender_pkey ON sender USING btree (name)
index session_by_handle on session	session	CREATE UNIQUE INDEX session_by_handle ON session USING btree (handle)
index session_by_provider_session on session	session	CREATE INDEX session_by_provider_session ON session USING btree (provider_session)
index session_by_subject on session	session	CREATE INDEX session_by_subject ON session USING btree (subject, opened_at, handle)
index session_by_time on session	session	CREATE INDEX session_by_time ON session USING btree (last_seen_at)
index session_pkey on session	session	CREATE UNIQUE INDEX session_pkey ON session USING btree (digest)
index sign_in_attempt_by_time on sign_in_attempt	sign_in_attempt	CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt USING btree (begun_at)
index sign_in_attempt_pkey on sign_in_attempt	sign_in_attempt	CREATE UNIQUE INDEX sign_in_attempt_pkey ON sign_in_attempt USING btree (state)
index source_open on source	source	CREATE INDEX source_open ON source USING btree (voen, ledger, "row") WHERE (amount > used)
index source_pkey on source	source	CREATE UNIQUE INDEX source_pkey ON source USING btree (voen, "row")
index turnover_pkey on turnover	turnover	CREATE UNIQUE INDEX turnover_pkey ON turnover USING btree (voen, ledger, type)
trigger access_log_no_rewriting on access_log	access_log	CREATE TRIGGER access_log_no_rewriting BEFORE DELETE OR UPDATE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('access_log')
trigger access_log_no_truncate on access_log	access_log	CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('access_log')
trigger allocation_no_rewriting on allocation	allocation	CREATE TRIGGER allocation_no_rewriting BEFORE DELETE OR UPDATE ON allocation FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('allocation')
trigger allocation_no_truncate on allocation	allocation	CREATE TRIGGER allocation_no_truncate BEFORE TRUNCATE ON allocation FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('allocation')
trigger audit_log_no_rewriting on audit_log	audit_log	CREATE TRIGGER audit_log_no_rewriting BEFORE DELETE OR UPDATE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('audit_log')
trigger audit_log_no_truncate on audit_log	audit_log	CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('audit_log')
trigger booking_no_rewriting on booking	booking	CREATE TRIGGER booking_no_rewriting BEFORE DELETE OR UPDATE ON booking FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('booking')
trigger booking_no_truncate on booking	booking	CREATE TRIGGER booking_no_truncate BEFORE TRUNCATE ON booking FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('booking')
trigger declaration_directory_no_rewriting on declaration_directory	declaration_directory	CREATE TRIGGER declaration_directory_no_rewriting BEFORE DELETE OR UPDATE ON declaration_directory FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('declaration_directory')
trigger declaration_directory_no_truncate on declaration_directory	declaration_directory	CREATE TRIGGER declaration_directory_no_truncate BEFORE TRUNCATE ON declaration_directory FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('declaration_directory')
trigger dismissal_no_rewriting on dismissal	dismissal	CREATE TRIGGER dismissal_no_rewriting BEFORE DELETE OR UPDATE ON dismissal FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('dismissal')
trigger dismissal_no_truncate on dismissal	dismissal	CREATE TRIGGER dismissal_no_truncate BEFORE TRUNCATE ON dismissal FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('dismissal')
trigger event_id_no_rewriting on event_id	event_id	CREATE TRIGGER event_id_no_rewriting BEFORE DELETE OR UPDATE ON event_id FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('event_id')
trigger event_id_no_truncate on event_id	event_id	CREATE TRIGGER event_id_no_truncate BEFORE TRUNCATE ON event_id FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('event_id')
trigger event_no_rewriting on event	event	CREATE TRIGGER event_no_rewriting BEFORE DELETE OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('event')
trigger event_no_truncate on event	event	CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('event')
trigger issued_document_no_rewriting on issued_document	issued_document	CREATE TRIGGER issued_document_no_rewriting BEFORE DELETE OR UPDATE ON issued_document FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('issued_document')
trigger issued_document_no_truncate on issued_document	issued_document	CREATE TRIGGER issued_document_no_truncate BEFORE TRUNCATE ON issued_document FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('issued_document')
trigger ledger_entry_no_rewriting on ledger_entry	ledger_entry	CREATE TRIGGER ledger_entry_no_rewriting BEFORE DELETE OR UPDATE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('ledger_entry')
trigger ledger_entry_no_truncate on ledger_entry	ledger_entry	CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('ledger_entry')
trigger paper_directory_no_rewriting on paper_directory	paper_directory	CREATE TRIGGER paper_directory_no_rewriting BEFORE DELETE OR UPDATE ON paper_directory FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('paper_directory')
trigger paper_directory_no_truncate on paper_directory	paper_directory	CREATE TRIGGER paper_directory_no_truncate BEFORE TRUNCATE ON paper_directory FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('paper_directory')
trigger reconciliation_act_no_rewriting on reconciliation_act	reconciliation_act	CREATE TRIGGER reconciliation_act_no_rewriting BEFORE DELETE OR UPDATE ON reconciliation_act FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('reconciliation_act')
trigger reconciliation_act_no_truncate on reconciliation_act	reconciliation_act	CREATE TRIGGER reconciliation_act_no_truncate BEFORE TRUNCATE ON reconciliation_act FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('reconciliation_act')
trigger reconciliation_step_no_rewriting on reconciliation_step	reconciliation_step	CREATE TRIGGER reconciliation_step_no_rewriting BEFORE DELETE OR UPDATE ON reconciliation_step FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('reconciliation_step')
trigger reconciliation_step_no_truncate on reconciliation_step	reconciliation_step	CREATE TRIGGER reconciliation_step_no_truncate BEFORE TRUNCATE ON reconciliation_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('reconciliation_step')
trigger rejection_clearing_no_rewriting on rejection_clearing	rejection_clearing	CREATE TRIGGER rejection_clearing_no_rewriting BEFORE DELETE OR UPDATE ON rejection_clearing FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('rejection_clearing')
trigger rejection_clearing_no_truncate on rejection_clearing	rejection_clearing	CREATE TRIGGER rejection_clearing_no_truncate BEFORE TRUNCATE ON rejection_clearing FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('rejection_clearing')
trigger rejection_no_delete on rejection	rejection	CREATE TRIGGER rejection_no_delete BEFORE DELETE ON rejection FOR EACH ROW EXECUTE FUNCTION refuse_without_clearing()
trigger rejection_no_rewriting on rejection	rejection	CREATE TRIGGER rejection_no_rewriting BEFORE UPDATE ON rejection FOR EACH ROW EXECUTE FUNCTION refuse_rewriting('rejection')
trigger rejection_no_truncate on rejection	rejection	CREATE TRIGGER rejection_no_truncate BEFORE TRUNCATE ON rejection FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting('rejection')
policy gate on access_log	access_log	permissive all to vereqe_gate using CASE WHEN (CURRENT_USER = 'vereqe_gate'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_gate'::name) THEN true ELSE false END
policy gate on log_chain	log_chain	permissive all to vereqe_gate using CASE WHEN (CURRENT_USER = 'vereqe_gate'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_gate'::name) THEN true ELSE false END
policy gate on mandate	mandate	permissive all to vereqe_gate using CASE WHEN (CURRENT_USER = 'vereqe_gate'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_gate'::name) THEN true ELSE false END
policy of_account on account	account	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy of_account on allocation	allocation	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy of_account on assessed	assessed	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy of_account on charge	charge	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy of_account on declaration	declaration	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy of_account on ledger_entry	ledger_entry	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy of_account on ledger_total	ledger_total	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy of_account on source	source	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy of_account on turnover	turnover	permissive select to vereqe_reader using (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text))
policy papers on document_order	document_order	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on document_order_piece	document_order_piece	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on issued_document	issued_document	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on open_objection	open_objection	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on own_books	own_books	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on own_books_mapping	own_books_mapping	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on own_books_match	own_books_match	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on own_books_piece	own_books_piece	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on paper_directory	paper_directory	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on reconciliation_act	reconciliation_act	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy papers on reconciliation_step	reconciliation_step	permissive all to vereqe_papers using CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_papers'::name) THEN (voen = NULLIF(current_setting('vereqe.account'::text, true), ''::text)) ELSE false END
policy service on account	account	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on allocation	allocation	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on assessed	assessed	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on booking	booking	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on charge	charge	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on declaration	declaration	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on dismissal	dismissal	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on document_order	document_order	permissive select to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on event	event	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on held_event	held_event	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on issued_document	issued_document	permissive select to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on ledger_entry	ledger_entry	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on ledger_total	ledger_total	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on mandate	mandate	permissive select to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on open_objection	open_objection	permissive select to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on own_books	own_books	permissive select to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on paper_directory	paper_directory	permissive select to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on reconciliation_act	reconciliation_act	permissive select to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on reconciliation_step	reconciliation_step	permissive select to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on source	source	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
policy service on turnover	turnover	permissive all to vereqe_service using CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END with check CASE WHEN (CURRENT_USER = 'vereqe_service'::name) THEN true ELSE false END
grant on access_log to vereqe_gate	access_log	insert, select
grant on account to vereqe_reader	account	select
grant on account to vereqe_service	account	insert, select, update
grant on allocation to vereqe_reader	allocation	select
grant on allocation to vereqe_service	allocation	insert, select
grant on assessed to vereqe_reader	assessed	select
grant on assessed to vereqe_service	assessed	insert, select, update
grant on audit_log to vereqe_gate	audit_log	insert, select
grant on booking to vereqe_service	booking	insert, select
grant on charge to vereqe_reader	charge	select
grant on charge to vereqe_service	charge	insert, select, update
grant on declaration to vereqe_reader	declaration	select
grant on declaration to vereqe_service	declaration	insert, select, update
grant on declaration_directory to vereqe_service	declaration_directory	insert, select
grant on dismissal to vereqe_service	dismissal	insert, select
grant on document_order to vereqe_papers	document_order	delete, insert, select, update
grant on document_order to vereqe_service	document_order	select
grant on document_order_piece to vereqe_papers	document_order_piece	delete, insert, select, update
grant on event to vereqe_service	event	insert, select
grant on event_arrival to vereqe_service	event_arrival	select, update, usage
grant on event_id to vereqe_service	event_id	insert, select
grant on held_event to vereqe_service	held_event	delete, insert, select, update
grant on issued_document to vereqe_papers	issued_document	insert, select
grant on issued_document to vereqe_service	issued_document	select
grant on ledger_entry to vereqe_reader	ledger_entry	select
grant on ledger_entry to vereqe_service	ledger_entry	insert, select
grant on ledger_total to vereqe_reader	ledger_total	select
grant on ledger_total to vereqe_service	ledger_total	insert, select, update
grant on log_chain to vereqe_gate	log_chain	insert, select, update
grant on logout_token to vereqe_gate	logout_token	delete, insert, select, update
grant on mandate to vereqe_gate	mandate	insert, select, update
grant on mandate to vereqe_service	mandate	select
grant on open_objection to vereqe_papers	open_objection	delete, insert, select, update
grant on open_objection to vereqe_service	open_objection	select
grant on own_books to vereqe_papers	own_books	delete, insert, select, update
grant on own_books to vereqe_service	own_books	select
grant on own_books_mapping to vereqe_papers	own_books_mapping	delete, insert, select, update
grant on own_books_match to vereqe_papers	own_books_match	delete, insert, select, update
grant on own_books_piece to vereqe_papers	own_books_piece	delete, insert, select, update
grant on paper_directory to vereqe_papers	paper_directory	insert, select
grant on paper_directory to vereqe_service	paper_directory	select
grant on reconciliation_act to vereqe_papers	reconciliation_act	insert, select
grant on reconciliation_act to vereqe_service	reconciliation_act	select
grant on reconciliation_step to vereqe_papers	reconciliation_step	insert, select
grant on reconciliation_step to vereqe_service	reconciliation_step	select
grant on rejection to vereqe_service	rejection	delete, insert, select
grant on rejection_clearing to vereqe_service	rejection_clearing	insert, select
grant on rejection_not_kept to vereqe_service	rejection_not_kept	delete, insert, select, update
grant on sender to vereqe_gate	sender	delete, insert, select, update
grant on sender_key to vereqe_gate	sender_key	delete, insert, select, update
grant on session to vereqe_gate	session	delete, insert, select, update
grant on sign_in_attempt to vereqe_gate	sign_in_attempt	delete, insert, select, update
grant on source to vereqe_reader	source	select
grant on source to vereqe_service	source	insert, select, update
grant on turnover to vereqe_reader	turnover	select
grant on turnover to vereqe_service	turnover	insert, select, update
function refuse_rewriting		begin -- Not tg_table_name: a part of a table that is spread over several servers has a name of its own there. raise exception '% is append-only', tg_argv[0]; end
function refuse_without_clearing		begin if old.arrival > 0 or not exists ( select from rejection_clearing where (sender is null or sender = old.sender) and rejected_before > old.rejected_at ) then raise exception 'rejection is append-only'; end if; return old; end
grant on schema to vereqe_gate		usage
grant on schema to vereqe_papers		usage
grant on schema to vereqe_reader		usage
grant on schema to vereqe_service		usage
role vereqe_gate		member of no role
role vereqe_papers		member of no role
role vereqe_reader		member of no role
role vereqe_service		member of no role
setting session_replication_role		origin
`
