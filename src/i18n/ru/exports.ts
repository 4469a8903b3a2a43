/** Files: what they are called, how they are chosen, and what stands in them. */
import type { Catalogue } from '../catalogue.ts'

export const exports: Omit<Catalogue['export'], 'asciiFileName'> = {
  xlsx: 'Экспорт (Excel)',
  csv: 'CSV',
  csvIn: {
    semicolon: 'CSV: точка с запятой, десятичная запятая (1234,50)',
    comma: 'CSV: запятая, десятичная точка (1234.50)',
  },
  machine: 'CSV для программ',
  fileName: 'лицевой-счёт',
  allLedgers: 'все-карточки',
  selected: 'выборка',
  reference: 'Номер документа',
  channel: 'Канал оплаты',
  row: '№',
  event: 'Номер сообщения',
  cause: 'Причина',
  causes: { amendment: 'Корректировка', cancellation: 'Аннулирование' },
  rate: 'В день, %',
  summary: 'Итоги',
  byType: 'По видам операций',
  opening: { debt: 'Долг на начало', overpayment: 'Переплата на начало' },
  closing: { debt: 'Долг на конец', overpayment: 'Переплата на конец' },
  longAmounts: 'Суммы длиннее 15 цифр записаны текстом: табличная программа округлила бы их. Формулы их не учитывают.',
  note: 'Примечание',
  apostrophes: "Знак ' перед номером сохраняет его как текст и не входит в номер.",
}
