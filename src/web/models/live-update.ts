import type { LiveUpdateModel } from '../../../views/components/live-update.tsx'
import { joinQuery, liveQuery } from '../urls.ts'
import type { Viewer } from '../viewer.ts'

interface Shown {
  /** The page's address, for a query. */
  readonly address: (query: string) => string
  readonly query: string
  readonly version: string | number
}

/** How an open page comes to what is newer than it shows: by itself, unless its browser saves data. */
export function liveUpdateModel({ savesData }: Viewer, { address, query, version }: Shown): LiveUpdateModel {
  return savesData
    ? { href: address(query), byHand: true }
    : { href: address(joinQuery(query, liveQuery(version))), byHand: false }
}
