import { Hono } from 'hono'
import { DeclarationFragment, DeclarationPage } from '../../../views/declaration-page.tsx'
import { parseDeclarationNumber } from '../../domain/declaration.ts'
import { isVoen } from '../../domain/voen.ts'
import { readDeclaration } from '../../services/read-declaration.ts'
import type { Dependencies, Env } from '../context.ts'
import { parseSeq } from '../cursor.ts'
import { notFound } from '../errors.tsx'
import { declarationPageModel } from '../models/declaration-page.ts'
import { respond } from '../respond.tsx'
import { declarationUrl } from '../urls.ts'

/** One declaration's page. Its number holds slashes, so it takes the rest of the path. */
export function declarationRoutes({ reader }: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/declarations/:number{.+}', async c => {
    const t = c.get('t')
    const voen = c.req.param('voen')
    if (!isVoen(voen)) return notFound(c, 'noAccount')
    const number = parseDeclarationNumber(c.req.param('number'))
    const start = c.req.query('after')
    const after = start === undefined ? null : parseSeq(start)
    if (start !== undefined && after === null) return notFound(c, 'noPage', voen)

    const statement = number === null ? null : await readDeclaration(reader, voen, number, after)
    if (!statement) return notFound(c, 'noDeclaration', voen)

    const model = declarationPageModel(statement, after, t)
    const position = after === null ? null : t.declaration.position(`${statement.entries[0]?.seq ?? after}`)
    return respond(c, {
      status: 200,
      title: [t.declaration.title(model.number), position, statement.name].filter(Boolean).join(', '),
      page: <DeclarationPage model={model} t={t} />,
      fragment: <DeclarationFragment model={model} t={t} />,
      url: declarationUrl(voen, model.number, after === null ? '' : `after=${after}`),
    })
  })

  return routes
}
