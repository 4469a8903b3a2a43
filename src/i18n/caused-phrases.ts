import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { Cause, OperationType } from '../domain/operation-type.ts'

/** Phrases that also say why: an amendment or a cancellation changed what was assessed. */
type CausedPhrases = Readonly<Record<Cause, Partial<Record<OperationType, string>>>>

/** @returns the phrase of an operation, with its cause where a language has one */
export function phrasesWithCauses(phrases: Readonly<Record<OperationType, string>>, caused: CausedPhrases) {
  return ({ type, cause }: Pick<LedgerEntry, 'type' | 'cause'>): string =>
    (cause && caused[cause][type]) ?? phrases[type]
}
