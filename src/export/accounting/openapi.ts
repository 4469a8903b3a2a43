import * as z from 'zod'
import { LEDGERS } from '../../domain/fund.ts'
import { statementDocument } from './statement-json.ts'

const date = { type: 'string', format: 'date' }
const { $schema: _, ...schema } = z.toJSONSchema(statementDocument)

/** Describes the JSON that users download, made from the schema that its tests read it with. */
export const ACCOUNT_OPEN_API = {
  openapi: '3.1.1',
  info: {
    title: 'Vərəqə: the statement of an account as JSON',
    version: '1',
    description: 'The user is signed in, may see the account, and may download.',
  },
  paths: {
    '/accounts/{voen}/accounting/file': {
      get: {
        summary: 'All operations of a period',
        parameters: [
          { name: 'voen', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9]{9}[12]$' } },
          { name: 'format', in: 'query', required: true, schema: { const: 'json' } },
          { name: 'ledger', in: 'query', description: 'Without it, all', schema: { type: 'string', enum: LEDGERS } },
          { name: 'from', in: 'query', description: 'The first operation date', schema: date },
          { name: 'to', in: 'query', description: 'The last operation date', schema: date },
        ],
        responses: {
          200: {
            description: 'The statement; the stream breaks off if it cannot be finished',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Statement' } } },
          },
          403: { description: 'The user may not download from the account' },
          404: { description: 'There is no such account, ledger or format' },
        },
      },
    },
  },
  components: { schemas: { Statement: schema } },
}
