/** The broker's list of clients as a file. */
import type { clientExport as az } from '../az/client-export.ts'
import type { Format } from '../format.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('ru')

export const clientExport = ({ count }: Format): ReturnType<typeof az> => ({
  hint: 'Все найденные клиенты, файл Excel (XLSX). Каждый клиент видит это в своём журнале просмотров.',
  leftOut: clients =>
    plural(clients, {
      one: `В файле не будет ${count(clients)} клиента, не разрешившего экспорт.`,
      other: `В файле не будет ${count(clients)} клиентов, не разрешивших экспорт.`,
    }),
  overpayment: 'Переплата по фондам',
  lastDay: 'Последний день доступа',
  broker: 'Брокер, VÖEN',
  fileName: 'клиенты',
  inAccessLog: 'список клиентов брокера',
})
