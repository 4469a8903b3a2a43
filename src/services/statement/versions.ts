import type { Declaration, DeclarationNumber } from '../../domain/declaration.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findBookings, findLastSeqOfDeclaration } from '../../store/ledger/bookings.ts'
import { findDeclaration } from '../../store/ledger/declarations.ts'

/** @returns the number of booked events; null when no such taxpayer is registered */
export function readBookings(reader: ReadAccess, voen: Voen): Promise<number | null> {
  return reader.snapshot(voen, async tx => (await findBookings(tx, voen)) ?? null)
}

/**
 * The version of one declaration. It must not depend on other bookings, or a limited broker could see when the rest of the
 * account changes. A cancellation can book no row, so it is part of the version.
 */
export async function declarationVersion(tx: Reader, { voen, number, cancelled }: Declaration): Promise<string> {
  const last = await findLastSeqOfDeclaration(tx, voen, number)
  return cancelled ? `${last}-cancelled` : `${last}`
}

/**
 * @param declarant the broker that must have filed it; null for any
 * @returns null when the account has no such declaration
 */
export function readDeclarationVersion(
  reader: ReadAccess,
  voen: Voen,
  number: DeclarationNumber,
  declarant: Voen | null,
): Promise<string | null> {
  return reader.snapshot(voen, async tx => {
    const declaration = await findDeclaration(tx, voen, number)
    if (!declaration || (declarant !== null && declaration.declarant !== declarant)) return null
    return declarationVersion(tx, declaration)
  })
}
