import type { Context } from 'hono'

/** The browser saves data: pages then load nothing that the user did not ask for. */
export function savesData(c: Pick<Context, 'req'>): boolean {
  return c.req.header('save-data')?.trim().toLowerCase() === 'on'
}
