import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { describePostgres } from '../../../src/store/maintenance/postgres-catalogue.ts'
import { printDescription } from '../../../src/store/maintenance/store-schema.ts'
import { openTestStore } from '../../support/stores/store.ts'
import { readText } from '../../support/stores/vereqe.ts'

const FILE = fileURLToPath(new URL('../../../src/store/maintenance/postgres-schema.ts', import.meta.url))

test('the description of the PostgreSQL schema is what the migrations make', async () => {
  const store = await openTestStore()
  const parts = await store.reader.snapshot(EVERY_ACCOUNT, describePostgres)
  await store.close()
  const [head] = readText(FILE).split('`\n', 1)
  const text = printDescription(parts).replace(/[\\`$]/g, '\\$&')
  await expect(`${head}\`\n${text}\`\n`).toMatchFileSnapshot(FILE)
})
