import type { LiveUpdateModel } from '../../../views/components/live-update.tsx'
import { joinQuery, liveUpdateQuery } from '../urls.ts'
import type { Viewer } from '../viewer.ts'

interface Shown {
  readonly address: (query: string) => string
  readonly query: string
  readonly version: string | number
}

/** Pages poll, unless the browser saves data: then the user reloads. */
export function liveUpdateModel({ savesData }: Viewer, { address, query, version }: Shown): LiveUpdateModel {
  return savesData
    ? { href: address(query), manual: true }
    : { href: address(joinQuery(query, liveUpdateQuery(version))), manual: false }
}
