import { expect, test } from 'vitest'
import { type Head, parseHead, printHead } from '../../src/domain/head.ts'
import type { Voen } from '../../src/domain/voen.ts'

const DIGEST = 'ab'.repeat(32)
const ROWS = { rows: 3, digest: DIGEST }

const HEAD: Head = {
  time: '2026-11-22T12:00:00.000Z',
  events: 16,
  eventLog: DIGEST,
  lastArrival: 17,
  accounts: 1,
  root: DIGEST,
  chain: 'rows',
  auditChain: { number: 0, seal: '' },
  before: '2026-11-22T11:50:00.000Z',
  tables: { access_log: ROWS, audit_log: ROWS, rejection: ROWS, dismissal: { rows: 0, digest: DIGEST } },
  decisions: null,
  counts: null,
  previous: null,
  seals: null,
}

test.each<[what: string, head: Head]>([
  ['without accounts', HEAD],
  ['with accounts', { ...HEAD, seals: [{ voen: '1400057421' as Voen, bookings: 16, seal: DIGEST }] }],
  ['after another head, with an audit log', { ...HEAD, previous: DIGEST, auditChain: { number: 4, seal: DIGEST } }],
  [
    'over the second chain',
    {
      ...HEAD,
      chain: 'allocations',
      decisions: { unaudited: 0, rejections: [] },
      counts: { unsealed: { audit: 0, access: 0 }, notKept: [] },
    },
  ],
  ['with no rejections', { ...HEAD, decisions: { unaudited: 2, rejections: [] } }],
  [
    'with rejections',
    {
      ...HEAD,
      decisions: { unaudited: 0, rejections: [null, '', 'hop', 'a b%'].map(sender => ({ ...ROWS, sender })) },
    },
  ],
  [
    'with numbers of rejections that were not kept',
    {
      ...HEAD,
      decisions: { unaudited: 0, rejections: [] },
      counts: {
        unsealed: { audit: 3, access: 0 },
        notKept: ['', 'hop', 'a b%'].map((sender, index) => ({ sender, count: index + 1 })),
      },
    },
  ],
])('a head %s is the same when it is printed and read', (_, head) => {
  expect(parseHead(printHead(head))).toEqual(head)
})

test.each<[what: string, text: string]>([
  ['nothing', ''],
  ['another format', printHead(HEAD).replace('vereqe-head 1', 'vereqe-head 2')],
  ['the format after it', printHead(HEAD).replace('vereqe-head 1', 'vereqe-head 3')],
  ['the last format', printHead(HEAD).replace('vereqe-head 1', 'vereqe-head 4')],
  ['a later format', printHead(HEAD).replace('vereqe-head 1', 'vereqe-head 5')],
  ['a missing line', printHead(HEAD).replace(/^accounts .*\n/m, '')],
  ['an unknown line', `${printHead(HEAD)}more 1\n`],
  ['a number that is none', printHead(HEAD).replace('events 16', 'events sixteen')],
  ['an account that is none', `${printHead(HEAD)}account x 1 ${DIGEST}\n`],
  ['a cut last line', printHead(HEAD).slice(0, -1)],
])('a text with %s is no head', (_, text) => {
  expect(parseHead(text)).toBeNull()
})
