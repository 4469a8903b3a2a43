import type { MiddlewareHandler } from 'hono'
import type { Env } from '../context.ts'
import { tooManyRequests } from '../errors.tsx'
import { DownloadPlaces } from '../http/download-places.ts'
import { turnOwner } from '../turn-owner.ts'

/** More than a user downloads at once. */
const MAX_OPEN = 4
const WAIT_S = 10

/** Limits the open downloads of a person, before anything is read or logged for one more. */
export function fewDownloads(): MiddlewareHandler<Env> {
  const places = new DownloadPlaces(MAX_OPEN)
  return async function fewDownloads(c, next) {
    const session = c.get('session')
    if (!session) return next()
    const place = places.take(turnOwner(session))
    if (!place) return tooManyRequests(c, WAIT_S)
    c.set('downloadPlace', place)
    try {
      await next()
    } finally {
      // After a failure nobody reads the stream.
      if (!place.isStreamed || c.error) place.free()
    }
  }
}
