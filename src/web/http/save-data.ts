import type { Context } from 'hono'

/** Whether the browser asks for as little as can be: nothing then comes that the person has not asked for. */
export function savesData(c: Pick<Context, 'req'>): boolean {
  return c.req.header('save-data')?.trim().toLowerCase() === 'on'
}
