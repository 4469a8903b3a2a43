/** What a broker's clients have together. */
import type { clientTotals as az } from '../az/client-totals.ts'
import type { Format } from '../format.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('ru')

export const clientTotals = ({ count }: Format): ReturnType<typeof az> => ({
  heading: 'Итого по найденным клиентам',
  ask: clients => `Подсчитать итоги по всем найденным клиентам (${count(clients)})`,
  askHint: 'Каждый клиент увидит это в своём журнале просмотров.',
  balance: 'Баланс: аванс и переплата',
  asOf: (instant, clients) =>
    plural(clients, {
      one: `По состоянию на ${instant}, по ${count(clients)} клиенту.`,
      other: `По состоянию на ${instant}, по ${count(clients)} клиентам.`,
    }),
  leftOut: clients =>
    plural(clients, {
      one: `${count(clients)} клиент, чьи суммы не показаны, не учтён.`,
      few: `${count(clients)} клиента, чьи суммы не показаны, не учтены.`,
      other: `${count(clients)} клиентов, чьи суммы не показаны, не учтены.`,
    }),
})
