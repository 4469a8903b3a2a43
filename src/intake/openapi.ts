import * as z from 'zod'
import { contract } from '../domain/event.ts'
import {
  INTAKE_ANSWERS,
  INTAKE_BILLS,
  INTAKE_CONTRACT,
  INTAKE_EVENTS,
  INTAKE_GAUGE,
  INTAKE_OBJECTIONS,
} from './addresses.ts'
import { accountBill, declarationBill, eventAnswer, gaugeAnswer, problemAnswer } from './answers.ts'
import { MAX_EVENTS } from './batch.ts'
import { answeredObjection, answerRequest, objectionsAnswer } from './objections.ts'
import { ID_HEADER, SENDER_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER } from './signature.ts'

const SCHEMAS = {
  Event: contract,
  EventAnswer: eventAnswer,
  AccountBill: accountBill,
  DeclarationBill: declarationBill,
  Gauge: gaugeAnswer,
  Objections: objectionsAnswer,
  Answer: answerRequest,
  AnsweredObjection: answeredObjection,
  Problem: problemAnswer,
}

const ref = (name: keyof typeof SCHEMAS) => ({ $ref: `#/components/schemas/${name}` })
const listOf = (name: keyof typeof SCHEMAS) => ({ type: 'array', items: ref(name), minItems: 1, maxItems: MAX_EVENTS })
const oneOrMore = (name: keyof typeof SCHEMAS) => ({ oneOf: [ref(name), listOf(name)] })

const answer = (description: string, schema: object, type = 'application/json') => ({
  description,
  content: { [type]: { schema } },
})
const problem = (description: string) => answer(description, ref('Problem'), 'application/problem+json')

const header = (name: string, description: string, schema: object = { type: 'string' }) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema,
})

const SIGNED = [
  header(SENDER_HEADER, 'The name under which the sender is registered'),
  header(ID_HEADER, 'Names this request', { type: 'string', pattern: '^[!-\\-/-~]{1,256}$' }),
  header(TIMESTAMP_HEADER, 'Seconds since 1970, at most 5 minutes from our clock', {
    type: 'string',
    pattern: '^[0-9]{1,12}$',
  }),
  header(
    SIGNATURE_HEADER,
    'v1,<base64 of HMAC-SHA256> or v1a,<base64 of Ed25519>; two with a blank between while keys change',
  ),
]

const query = (name: string, pattern: string) => ({ name, in: 'query', schema: { type: 'string', pattern } })

const WRONG_SIGNATURES = problem('Too many wrong signatures from this address; send the same request later')
const UNSIGNED = problem('The signature is missing, wrong, or too old')
const LINES = 'application/x-ndjson'

const deliverEvents = {
  summary: 'Deliver events',
  description:
    'The sender signs ID.TIMESTAMP.BODY, the bytes of the body as it sends them. Answers come in the order of the events, each when its event is on disk. The same events may be sent again at any time.',
  parameters: [
    ...SIGNED,
    { name: 'content-encoding', in: 'header', schema: { type: 'string', enum: ['gzip', 'identity'] } },
  ],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: oneOrMore('Event') }, [LINES]: { schema: ref('Event') } },
  },
  responses: {
    200: {
      description: 'What became of each event; lines for lines, an array for an array, an object for an object',
      content: { 'application/json': { schema: oneOrMore('EventAnswer') }, [LINES]: { schema: ref('EventAnswer') } },
    },
    202: answer('The one event is held', ref('EventAnswer')),
    422: answer('The one event is rejected', ref('EventAnswer')),
    400: problem('The body holds no events that could be read'),
    401: UNSIGNED,
    403: problem('The sender is not registered for one of the events; nothing was taken'),
    408: problem('The body stopped arriving; send the same request again'),
    413: problem('More than 8 MiB, 16 MiB unpacked, or 50,000 events'),
    415: problem('Neither JSON nor NDJSON, or neither gzip nor plain'),
    429: WRONG_SIGNATURES,
    503: problem('The store or the server is busy or away, or its clock has jumped; send the same request later'),
  },
}

const readBill = {
  summary: 'What there is to pay, by VÖEN or by the number of a declaration',
  description: 'The sender signs ID.TIMESTAMP.ADDRESS, the path and query of the request.',
  parameters: [...SIGNED, query('voen', '^[0-9]{9}[12]$'), query('declaration', '^[0-9A-Z/-]{1,40}$')],
  responses: {
    200: answer('The bill', { oneOf: [ref('AccountBill'), ref('DeclarationBill')] }),
    400: problem('Not exactly one of voen and declaration, or a malformed one'),
    401: UNSIGNED,
    403: problem('The sender is not registered for bills'),
    404: problem('No such taxpayer or declaration'),
    429: WRONG_SIGNATURES,
  },
}

const readGauge = {
  summary: 'How many events are held, and since when',
  description: readBill.description,
  parameters: SIGNED,
  responses: { 200: answer('The gauge', ref('Gauge')), 401: UNSIGNED, 429: WRONG_SIGNATURES },
}

const readObjections = {
  summary: 'The objections to reconciliation acts that wait for an answer',
  description: `${readBill.description} At most 25 at once, the earliest first.`,
  parameters: [
    ...SIGNED,
    { name: 'after', in: 'query', schema: { type: 'string' }, description: 'What the answer before said as next' },
  ],
  responses: {
    200: answer('The objections', ref('Objections')),
    400: problem('after is malformed'),
    401: UNSIGNED,
    403: problem('The sender is not registered for objections'),
    429: WRONG_SIGNATURES,
  },
}

const answerObjection = {
  summary: 'Accept or reject an objection',
  description:
    'The sender signs ID.TIMESTAMP.BODY. The company reads the answer on the page of its act, whose figures stay as they were drawn up. The same answer may be sent again.',
  parameters: SIGNED,
  requestBody: { required: true, content: { 'application/json': { schema: ref('Answer') } } },
  responses: {
    200: answer('It is answered', ref('AnsweredObjection')),
    400: problem('The body is no such answer'),
    401: UNSIGNED,
    403: problem('The sender is not registered for objections'),
    404: problem('No such objection'),
    409: problem('The objection was answered otherwise or withdrawn before, or its act is cancelled'),
    413: problem('The body is too large'),
    415: problem('Not JSON, or compressed'),
    429: WRONG_SIGNATURES,
    503: problem('The store or the server is busy or away; send the same request later'),
  },
}

const readContract = {
  summary: 'This document',
  responses: { 200: answer('OpenAPI 3.1', { type: 'object' }) },
}

/** Describes the input as sent, before parsing transforms it. */
function toSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}

/** The contract, generated from the schemas that the code parses and answers with, and made once. */
export const OPEN_API = {
  openapi: '3.1.1',
  info: {
    title: 'Vərəqə: intake',
    version: '1',
    description: 'The one way in for declarations and payments. Requests are signed by Standard Webhooks.',
  },
  paths: {
    [INTAKE_EVENTS]: { post: { operationId: 'deliverEvents', ...deliverEvents } },
    [INTAKE_BILLS]: { get: { operationId: 'readBill', ...readBill } },
    [INTAKE_GAUGE]: { get: { operationId: 'readGauge', ...readGauge } },
    [INTAKE_OBJECTIONS]: { get: { operationId: 'readObjections', ...readObjections } },
    [INTAKE_ANSWERS]: { post: { operationId: 'answerObjection', ...answerObjection } },
    [INTAKE_CONTRACT]: { get: { operationId: 'readContract', ...readContract } },
  },
  components: {
    schemas: Object.fromEntries(Object.entries(SCHEMAS).map(([name, schema]) => [name, toSchema(schema)])),
  },
}
