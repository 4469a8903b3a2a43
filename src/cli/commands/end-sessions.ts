import { endAllSessions } from '../../services/access/sessions.ts'
import { defineCommand, print } from '../command.ts'
import { operator } from '../operator.ts'

export const endSessionsCommand = defineCommand({
  name: 'end-sessions',
  usage: '',
  summary: 'End the sessions of all users, each with a line in the audit log. They sign in again.',
  example: 'end-sessions',
  options: {},
  operands: [],
  async run({ openStore, clock, stderr }) {
    const { access } = await openStore('write')
    const count = await endAllSessions(access, operator(), clock())
    await print(stderr, `${count} ${count === 1 ? 'session has' : 'sessions have'} ended.\n`)
    return 0
  },
})
