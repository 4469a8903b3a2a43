import type { Command } from './command.ts'

/** Every command by name, in the order of `--help`. A command loads only when it is used: loading all costs 0.15 s. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  cards: async () => (await import('./commands/cards.ts')).cardsCommand,
  journal: async () => (await import('./commands/journal.ts')).journalCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  head: async () => (await import('./commands/head.ts')).headCommand,
  'head-proof': async () => (await import('./commands/head-proof.ts')).headProofCommand,
  held: async () => (await import('./commands/held.ts')).heldCommand,
  'retry-held': async () => (await import('./commands/retry-held.ts')).retryHeldCommand,
  'dismiss-held': async () => (await import('./commands/dismiss-held.ts')).dismissHeldCommand,
  rejected: async () => (await import('./commands/rejected.ts')).rejectedCommand,
  'clear-rejected': async () => (await import('./commands/clear-rejected.ts')).clearRejectedCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  senders: async () => (await import('./commands/senders.ts')).sendersCommand,
  'add-sender': async () => (await import('./commands/add-sender.ts')).addSenderCommand,
  'add-key': async () => (await import('./commands/add-key.ts')).addKeyCommand,
  'remove-key': async () => (await import('./commands/remove-key.ts')).removeKeyCommand,
  'remove-sender': async () => (await import('./commands/remove-sender.ts')).removeSenderCommand,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  'accept-clock': async () => (await import('./commands/accept-clock.ts')).acceptClockCommand,
  copy: async () => (await import('./commands/copy.ts')).copyCommand,
  demo: async () => (await import('./commands/demo.ts')).demoCommand,
}
