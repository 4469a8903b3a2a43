/** What to pay: open debts. */
import type { debts as az } from '../az/debts.ts'
import type { Format } from '../format.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('ru')

export const debts = ({ count }: Format): ReturnType<typeof az> => {
  const debts = (number: number) =>
    `${count(number)} ${plural(number, { one: 'долг', few: 'долга', many: 'долгов', other: 'долга' })}`
  const days = (number: number) =>
    `${count(number)} ${plural(number, { one: 'день', few: 'дня', many: 'дней', other: 'дня' })}`
  return {
    title: 'Открытые долги',
    lead: 'Что начислено и ещё не оплачено полностью, и как это оплатить.',
    asOfNow: (instant: string) => `По состоянию на ${instant}.`,
    asOfDay: (date: string) =>
      `По состоянию на конец дня ${date}, по операциям, учтённым до этого дня включительно. Более поздние платежи и корректировки не учтены.`,
    toNow: 'Показать сегодняшние долги',
    standing: 'Состояние долга',
    total: 'Всего открытых долгов',
    totalFiltered: 'Сумма выбранных долгов',
    overdue: 'Из них просрочено',
    debts,
    byNumber: 'Можно оплатить по номеру декларации',
    byVoen: 'Оплачивается только по VÖEN',
    eservice: 'Долг за электронные услуги',
    interest: 'Расчётная пеня',
    interestNote: 'расчёт; таможней не начислена, в долг не входит',
    interestTooMany: (limit: number) => `не суммируется, если долгов больше ${count(limit)}; есть в каждой строке`,
    noRates: 'Ставка пени в этой системе не задана, поэтому пеня не рассчитывается.',
    payAll: (amount: string) => `Оплатить весь таможенный долг: ${amount}`,
    payFund: (fund: string, amount: string) => `Оплатить: ${fund}, ${amount}`,
    preview: 'Показать результат платежа',

    filterHeading: 'Выбор долгов',
    filterParts: 'прошлая дата, вид платежа, номер, порядок',
    on: 'На дату',
    onHint: 'дд.мм.гггг; пусто – сейчас',
    anyFund: 'Все',
    words: 'Декларация или документ',
    wordsHint: 'любая часть номера',
    onlyOverdue: 'Только просроченные долги',
    order: 'Порядок',
    orders: {
      declaration: 'По документам, в порядке оплаты',
      fund: 'По видам платежей',
      due: 'По сроку уплаты, сначала ранние',
      newest: 'По начислению, сначала новые',
      open: 'По сумме, сначала крупные',
    },
    show: 'Показать',
    clear: 'Очистить',
    problemsHeading: 'Исправьте условия',
    problems: {
      'on-in-future': 'Этот день ещё не наступил. Укажите сегодняшний или прошедший день.',
      'choice-unknown': 'Выберите из списка.',
    },
    invalid: 'Долги появятся здесь, когда условия будут исправлены.',

    found: (number: number, sum: string) => `Открыто: ${debts(number)}, всего ${sum}.`,
    caption: 'Список открытых долгов',
    none: 'Открытых долгов нет.',
    noneOn: (date: string) => `На ${date} открытых долгов не было.`,
    noneFound: 'Нет открытых долгов с такими условиями.',
    pastTheEnd: 'На этой странице долгов нет.',
    position: (document: string) => `с документа ${document}`,
    document: 'Документ',
    assessedOn: 'Начислено',
    dueOn: 'Срок уплаты',
    amount: 'Начисленная сумма',
    open: 'Открытый долг',
    interestColumn: 'Расчётная пеня',
    way: 'Как оплатить',
    age: days,
    late: (number: number) => `просрочено на ${days(number)}`,
    groupSum: (number: number, sum: string) => `${debts(number)}, всего ${sum}`,
    ways: {
      number: 'по номеру декларации',
      voen: 'только по VÖEN',
      eservice: 'по коду услуги',
    },
    payNumber: (amount: string) => `Оплатить по номеру: ${amount}`,
    payWays: 'Способы оплаты',
    payCode: (code: string) => `Оплатить по коду ${code}`,
    payOf: (what: string) => `: ${what}`,
    choose: (what: string) => `Выбрать: ${what}`,
    chooseLead: 'Отметьте долги: на следующей странице будут их сумма и способы оплаты.',
    addUp: 'Оплатить выбранные',
    exportHint: 'Все выбранные открытые долги, файл Excel (XLSX)',
    exportWays: {
      number: 'по номеру декларации или по VÖEN',
      voen: 'по VÖEN: 142330 или 1 фонд',
      eservice: 'по коду услуги',
    },
    exportAssessedOn: 'Дата начисления',
    exportAge: 'Возраст, дней',
    exportLate: 'Просрочка, дней',
    exportKind: 'Вид документа',
    exportInterest: 'Расчётная пеня (не начислена)',
    fileName: 'открытые-долги',

    chosen: {
      title: 'Выбранные долги',
      lead: 'Сумма выбранных долгов и способы их оплаты. Ещё ничего не оплачено.',
      none: 'Не выбрано ни одного долга. Вернитесь к списку и отметьте долги.',
      wrong: 'Выбор не удалось прочитать. Вернитесь к списку и отметьте долги заново.',
      tooMany: (limit: number) => `За один раз можно выбрать не больше ${count(limit)} долгов.`,
      settled: (number: number) => `Из выбранного уже не открыто: ${debts(number)}.`,
      caption: 'Выбранные долги, в порядке оплаты',
      back: 'К открытым долгам',
      customs: 'Таможенные долги',
      customsLead:
        'Деньги, уплаченные по VÖEN (код 142330), поступают в аванс, который погашает долги по порядку, начиная с самых старых: могут быть погашены и более старые долги, которые вы не выбрали. Сначала посмотрите результат.',
      pay: (amount: string) => `Оплатить по VÖEN: ${amount}`,
      byNumber: 'По номеру, вне очереди',
      byNumberLead:
        'Платёж по номеру декларации погашает сразу весь её открытый долг, кроме возникшего из-за корректировки.',
      more: (amount: string) => `${amount} вместе с невыбранными долгами декларации`,
      byFund: 'По одному виду платежа (1 фонд)',
      byFundLead: 'Эти деньги погашают только долги этого вида платежа и никакие другие.',
      moreOfFund: (amount: string) => `${amount} вместе с невыбранными долгами этого вида платежа`,
      eservice: 'Долги за электронные услуги',
      sum: 'Итого',
    },
  }
}
