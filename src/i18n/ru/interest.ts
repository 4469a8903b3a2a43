/** Late interest, worked out. */
import type { interest as az } from '../az/interest.ts'
import type { Format } from '../format.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('ru')

export const interest = ({ count }: Format): ReturnType<typeof az> => {
  const days = (number: number) =>
    `${count(number)} ${plural(number, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })}`
  return {
    exportHint: 'Все строки, файл Excel (XLSX)',
    fileName: 'пени',
    title: 'Расчёт пени',
    link: 'Как рассчитана пеня',
    notCharged:
      'Это расчётная сумма: таможня её не начислила, и в долг она не входит. Таможня начисляет пеню отдельным документом.',
    lead: 'Дни после срока уплаты каждого долга: каждый отрезок с одной суммой и одной ставкой – одна строка. Здесь есть и долги, которые погашены с опозданием.',
    noRates: 'Ставка пени в этой системе не задана, поэтому пеня не рассчитывается. Ставки задаёт оператор сервиса.',
    of: (document: string, fund: string) => `${document}, ${fund}`,
    all: 'Пеня по всем долгам',
    question: 'По какой день?',
    to: 'Последний день',
    toHint: 'дд.мм.гггг; можно и будущий день',
    show: 'Рассчитать',
    problemsHeading: 'Исправьте дату',
    invalid: 'Расчёт появится здесь, когда дата будет исправлена.',
    comparison: 'Сравнение',
    worked: (date: string) => `Расчётная сумма по ${date} включительно`,
    ofOpen: (amount: string) => `из неё ${amount} по открытым сейчас долгам, остальное по уже закрытым долгам`,
    workedFuture: 'если до этого дня больше ничего не будет уплачено',
    tooMany: 'не суммируется: документов или операций слишком много; строки ниже',
    charged: 'Пеня, начисленная таможней',
    chargedNote: (date: string, paid: string) => `по ${date}, за вычетом уменьшений; из неё уплачено ${paid}`,
    difference: { more: 'Расчётная сумма больше на', less: 'Расчётная сумма меньше на', same: 'Разницы нет' },
    caption: (date: string) => `Пеня по ${date} включительно`,
    none: 'До этого дня нет долгов, по которым возникла бы пеня.',
    noneHere: 'В этой части документов пени нет.',
    days: 'Дни',
    range: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
    counted: days,
    principal: 'Сумма долга',
    rate: 'В день',
    exact: 'Без округления',
    rounded: 'Пеня',
    end: 'Чем закончился отрезок',
    ends: {
      paid: (what: string, row: number) => `${what} (№\u00a0${count(row)})`,
      unnamed: (more: number) =>
        `ещё ${count(more)} ${plural(more, { one: 'операция', few: 'операции', many: 'операций', other: 'операции' })}`,
      rate: 'изменение ставки',
      'max-days': 'конец учитываемых дней',
      'chosen-day': 'выбранный день',
    },
    due: (date: string) => `срок уплаты ${date}`,
    sum: (amount: string) => `пеня ${amount}`,
    terms: (number: number, rates: string) =>
      `После срока уплаты учитывается не больше ${count(number)} ${plural(number, { one: 'дня', other: 'дней' })}. Ставки в день: ${rates}. Каждая строка округляется до 0,01 (половина – вверх).`,
    rateFrom: (percent: string, from: string) => `с ${from} – ${percent}\u00a0%`,
    continued: 'продолжение',
    first: 'В начало',
    next: 'Следующие строки',
    back: 'К открытым долгам',
  }
}
