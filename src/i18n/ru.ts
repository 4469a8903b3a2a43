/** In the terms of accountants and customs brokers in Azerbaijan. */
import type { PlainDate } from '../domain/dates.ts'
import type { Ledger } from '../domain/fund.ts'
import { type Channel, movesOverpayment, namesCharge, type OperationType } from '../domain/operation-type.ts'
import { isolatedText } from '../domain/visible-text.ts'
import type { Catalogue } from './catalogue.ts'
import { phrasesWithCauses } from './caused-phrases.ts'
import { formatOf } from './format.ts'
import { helpUrl } from './help-terms.ts'
import { type PluralForms, pluralOf } from './plural.ts'
import { accounting } from './ru/accounting.ts'
import { acts as actTexts } from './ru/acts.ts'
import { clientExport as clientExportTexts } from './ru/client-export.ts'
import { clientTotals as clientTotalsTexts } from './ru/client-totals.ts'
import { debts as debtTexts } from './ru/debts.ts'
import { documents as documentTexts, orders, verify } from './ru/documents.ts'
import { estimate as estimateTexts } from './ru/estimate.ts'
import { exports } from './ru/exports.ts'
import { help } from './ru/help.ts'
import { interest as interestTexts } from './ru/interest.ts'
import { operation } from './ru/operation.ts'
import { ownBooks as ownBooksTexts } from './ru/own-books.ts'
import { sums } from './ru/sums.ts'

const date = (year: string, month: string, day: string) => `${day}.${month}.${year}`
const format = formatOf({ group: '\u00a0', decimal: ',', date, typedDate: date })

const plural = pluralOf('ru')
const counted = (count: number, forms: PluralForms) => `${format.count(count)} ${plural(count, forms)}`

const operations = (count: number) =>
  counted(count, { one: 'операция', few: 'операции', many: 'операций', other: 'операции' })

const declarations = (count: number) =>
  counted(count, { one: 'декларация', few: 'декларации', many: 'деклараций', other: 'декларации' })

const records = (count: number) => counted(count, { one: 'запись', few: 'записи', many: 'записей', other: 'записи' })

const sessions = (count: number) => counted(count, { one: 'сеанс', few: 'сеанса', many: 'сеансов', other: 'сеанса' })

const debts = (count: number) => counted(count, { one: 'долг', few: 'долга', many: 'долгов', other: 'долга' })

const found = (count: number) => plural(count, { one: 'Найдена', other: 'Найдено' })
const shown = (count: number) => plural(count, { one: 'Показана', other: 'Показано' })

const funds = {
  'customs-duty': 'Таможенная пошлина',
  vat: 'НДС',
  excise: 'Акциз',
  'customs-fee': 'Таможенный сбор',
  'late-interest': 'Пеня',
  fine: 'Административный штраф',
  other: 'Прочие платежи',
  'eservice-fee': 'Плата за электронные услуги',
  'eservice-vat': 'НДС на электронные услуги',
  advance: 'Авансовые таможенные платежи',
} satisfies Record<Ledger, string>

/** After «по». */
const onFund = {
  'customs-duty': 'таможенным пошлинам',
  vat: 'НДС',
  excise: 'акцизам',
  'customs-fee': 'таможенным сборам',
  'late-interest': 'пене',
  fine: 'административным штрафам',
  other: 'прочим платежам',
  'eservice-fee': 'плате за электронные услуги',
  'eservice-vat': 'НДС на электронные услуги',
  advance: 'авансовым таможенным платежам',
} satisfies Record<Ledger, string>

const ledgers = {
  'customs-duty': `Карточка по ${onFund['customs-duty']}`,
  vat: `Карточка по ${onFund.vat}`,
  excise: `Карточка по ${onFund.excise}`,
  'customs-fee': `Карточка по ${onFund['customs-fee']}`,
  'late-interest': `Карточка по ${onFund['late-interest']}`,
  fine: `Карточка по ${onFund.fine}`,
  other: `Карточка по ${onFund.other}`,
  'eservice-fee': `Карточка по ${onFund['eservice-fee']}`,
  'eservice-vat': `Карточка по ${onFund['eservice-vat']}`,
  advance: `Карточка по ${onFund.advance}`,
} satisfies Record<Ledger, string>

const operationTypes = {
  assessment: 'Начисление',
  'hop-payment': 'Платёж через gpp.az (HÖP)',
  'overpayment-offset': 'Зачёт переплаты',
  'advance-drawdown': 'Списание с аванса',
  reduction: 'Уменьшение',
  'advance-payment-general': 'Авансовый платёж (7 фондов)',
  'advance-payment-single': 'Авансовый платёж (1 фонд)',
  'eservice-advance': 'Аванс за электронные услуги',
  'eservice-vat-advance': 'Аванс по НДС на электронные услуги',
  'eservice-advance-hop': 'Аванс за электронные услуги через HÖP',
  'eservice-vat-advance-hop': 'Аванс по НДС на электронные услуги через HÖP',
  refund: 'Возврат',
  'transfer-out': 'Перенос (расход)',
  'transfer-in': 'Перенос (приход)',
} satisfies Record<OperationType, string>

const channels = {
  hop: 'портал HÖP, gpp.az',
  bank: 'с банковского счёта',
  'vat-deposit': 'с депозитного счёта НДС',
  treasury: 'межказначейский перевод',
} satisfies Record<Channel, string>

/** Operation phrases that stand alone, or come before the document. */
const phrases: Record<OperationType, string> = {
  assessment: 'Начисление',
  'hop-payment': 'Платёж через gpp.az (HÖP)',
  'overpayment-offset': 'Зачёт переплаты в счёт долга',
  'advance-drawdown': 'Погашение долга из аванса',
  reduction: 'Уменьшение начисленной суммы',
  'advance-payment-general': 'Зачисление излишка платежа в аванс',
  'advance-payment-single': 'Авансовый платёж',
  'eservice-advance': 'Авансовый платёж',
  'eservice-vat-advance': 'Авансовый платёж',
  'eservice-advance-hop': 'Авансовый платёж',
  'eservice-vat-advance-hop': 'Авансовый платёж',
  refund: 'Возврат переплаты',
  'transfer-out': 'Перенос переплаты в другую карточку',
  'transfer-in': 'Перенос переплаты из другой карточки',
}

/** The phrases, some of which also say why. */
const phraseOf = phrasesWithCauses(phrases, {
  amendment: {
    assessment: 'Доначисление после корректировки',
    reduction: 'Уменьшение начисленной суммы после корректировки',
  },
  cancellation: { reduction: 'Уменьшение начисленной суммы после аннулирования' },
})

/** Contains the declaration number or reference in full, if there is one. */
const operationName: Catalogue['operationName'] = ({ ledger, type, declaration, reference, channel, cause }) => {
  if (declaration !== null) return `${phraseOf({ type, cause })} по декларации №\u00a0${declaration}`
  const document = reference === null ? '' : ` по документу №\u00a0${isolatedText(reference)}`
  if (namesCharge(type) || movesOverpayment(type)) return `${phrases[type]}${document}`
  const way = channel === null ? '' : ` (${channels[channel]})`
  if (type === 'advance-payment-general') return `Платёж в аванс${way}${document}`
  return `Авансовый платёж по ${onFund[ledger]}${way}${document}`
}

const months = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
]

/** `март 2026` */
function month(day: PlainDate): string {
  return `${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}

function range(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? from : `${from} – ${to}`
  if (from !== null) return `с ${from}`
  return to === null ? 'все даты' : `по ${to}`
}

const CYRILLIC = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'
const LATIN = 'a,b,v,g,d,e,yo,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya'.split(',')

export const ru: Catalogue = {
  lang: 'ru',
  languageName: 'Русский',
  language: 'Язык',
  format,
  // Escaped, because only the Azerbaijani catalogue contains Azerbaijani letters.
  product: 'V\u0259r\u0259q\u0259',
  service: 'Лицевой счёт',
  skip: 'К основному содержанию',
  voen: 'ИНН (VÖEN)',
  navigation: 'Вы здесь',
  errorTitle: (title: string) => `Ошибка: ${title}`,
  footer: 'Взаимные расчёты с бюджетом по таможенным платежам. Все суммы в AZN.',
  funds,
  ledgers,
  operationTypes,
  channels,
  operationName,
  operationPhrase: phraseOf,
  range,
  month,
  help,
  operation,
  helpUrl,
  sums,
  namesAndMore: (names: string, more: number) => `${names} и ещё ${format.count(more)}`,

  header: {
    menu: 'Меню',
  },

  columns: {
    operationDate: 'Дата операции',
    name: 'Название операции',
    type: 'Вид операции',
    paymentDate: 'Дата платежа',
    amount: 'Сумма',
    debt: 'Задолженность',
    overpayment: 'Переплата',
    ledger: 'Карточка',
    fund: 'Вид платежа',
    assessed: 'Начислено',
    reduced: 'Уменьшено',
    paid: 'Уплачено',
    open: 'Не уплачено',
    count: 'Операций',
    total: 'Итого',
  },

  statement: {
    cards: 'Состояние счёта',
    balance: 'Баланс',
    overpayment: 'Переплата',
    debt: 'Общая задолженность',
    assessed: 'Начислено',
    paid: 'Уплачено',
    paidOf: 'уплачено',
    meanings: {
      balance: (date: string) => `Средства на счёте на ${date}: аванс и все переплаты.`,
      overpayment: (date: string) =>
        `Средства, которые остались по видам платежей на ${date} и не зачтены ни в один долг; без аванса.`,
      debt: (date: string) => `Начислено, но ещё не уплачено на ${date}.`,
      assessed: (range: string) => `По декларациям, за вычетом уменьшений: ${range}.`,
      unread: 'Суммы не показаны: исправьте условия поиска.',
    },
    today: 'На сегодня',
    details: 'Подробнее',
    detailsOf: (card: string) => `: ${card}`,
    balanceLines: {
      advance: 'Авансовые таможенные платежи (142330)',
      customs: 'Переплата по таможенным платежам',
      eserviceFee: 'Аванс – плата за электронные услуги (802001)',
      eserviceVat: 'Аванс – НДС на электронные услуги (114111)',
    },
    ledgers: 'Карточки',
    operations: 'Операции',
    unknown: '–',
  },

  filter: {
    heading: 'Поиск',
    from: 'Дата с',
    to: 'Дата по',
    dateHint: 'дд.мм.гггг',
    type: 'Вид операции',
    anyType: 'Все',
    declaration: 'Номер декларации',
    declarationHint: 'номер целиком; несколько – через запятую',
    payment: 'Условия по платежу',
    paid: 'Дата платежа',
    channel: 'Канал оплаты',
    anyChannel: 'Все',
    paidFrom: 'Дата платежа с',
    paidTo: 'Дата платежа по',
    declarations,
    search: 'Найти',
    clear: 'Очистить',
    periods: 'Период',
    thisMonth: 'Этот месяц',
    lastMonth: 'Прошлый месяц',
    thisQuarter: 'Этот квартал',
    thisYear: 'Этот год',
    active: 'Выбранные условия',
    remove: (chip: string) => `Убрать условие: ${chip}`,
    chip: (field: string, value: string) => `${field}: ${value}`,
  },

  problems: {
    heading: 'Исправьте условия поиска',
    count: (count: number) =>
      `В условиях поиска ${counted(count, { one: 'ошибка', few: 'ошибки', many: 'ошибок', other: 'ошибки' })}.`,
    'date-malformed': 'Укажите дату в виде дд.мм.гггг, например 01.03.2026.',
    'date-unreal': 'Такой даты нет в календаре. Проверьте день и месяц.',
    'range-too-long': 'Период может охватывать не больше 60 календарных месяцев. Измените одну из дат.',
    'from-in-future': 'Начальная дата позже сегодняшнего дня. Укажите сегодняшний или более ранний день.',
    'range-reversed': 'Конечная дата раньше начальной. Измените одну из дат.',
    'channel-unknown': 'Выберите канал оплаты из списка.',
    'paid-range-reversed': 'Последняя дата платежа раньше первой. Измените одну из них.',
    'type-unknown': 'Выберите вид операции из списка.',
    'declarations-malformed': (numbers: string) =>
      `Это не могут быть номера деклараций: ${numbers}. Номер состоит только из цифр, латинских букв и знаков «/» и «-», не более 40 знаков.`,
    'declarations-too-many': (limit: number) =>
      `За один раз можно искать не более ${limit} номеров деклараций. Разделите список на части.`,
  },

  found: {
    skip: 'Перейти к результатам',
    open: 'период, вид, номер декларации, платёж',
    calendar: (field: string) => `${field}: выбрать в календаре`,
    today: 'сегодня',
    yesterday: 'вчера',
    date: 'Дата',
    noBroker: 'Выберите брокера из списка.',
    noneOfBroker: 'Этот брокер не подавал деклараций по этому счёту.',
  },

  search: {
    title: 'Поиск',
    label: 'Номер, сумма, VÖEN, название',
    find: 'Искать',
    hint: 'Любая часть номера, точная сумма или диапазон (100-200), VÖEN, название компании.',
    lead: 'Декларации, акты, протоколы и платежи находятся по части номера, операции и открытые долги по сумме, компании по названию или VÖEN.',
    results: 'Результаты',
    companies: 'Компании',
    declarations: 'Декларации',
    references: 'Номера документов',
    operations: 'Операции на эту сумму',
    debts: 'Открытые долги с таким остатком',
    allDebts: 'Все открытые долги, сначала крупные',
    debtsUnread: debts =>
      `Просмотрены только первые долги: ${format.count(debts)}. Все открытые долги, сначала крупные`,
    broker: voen => `брокер, VÖEN ${voen}; поданные им декларации`,
    open: (state, sum) => `${state}, остаток ${sum}`,
    more: {
      declarations: 'Все декларации с этой частью в номере',
      references: 'Продолжить поиск в номерах документов',
      operations: 'Другие операции',
    },
    moreCompanies: 'Все подходящие компании',
    nextCompanies: 'Искать в следующих компаниях',
    first: 'Первые результаты',
    everywhere: 'Искать во всех компаниях',
    empty: 'Введите, что искать: часть номера, сумму, VÖEN или название.',
    tooLong: limit => `В поиске может быть не больше ${limit} знаков. Сократите текст.`,
    refused: 'Исправьте текст поиска.',
    nothing: 'Ничего не найдено.',
    nothingFor: typed =>
      `По запросу «${typed}» ничего не найдено. Попробуйте более короткую часть номера, сумму (1\u00a0234,50) или диапазон (100-200).`,
    shown: count => `Показано результатов: ${format.count(count)}.`,
    noCompany: 'На ваше имя нет компаний и доступов.',
  },

  operations: {
    title: 'Все операции',
    position: (first, last) => `строки ${first}–${last}`,
  },

  paging: {
    first: 'Первая страница',
    last: 'Последняя страница',
    sizes: 'Строк на странице',
    size: count => `по ${count}`,
    orders: 'Порядок',
    newestFirst: 'Сначала новые',
    oldestFirst: 'Сначала старые',
    captionOldestFirst: 'Операции, сначала старые',
    unknownChoice: 'Такого числа строк или порядка нет.',
  },

  results: {
    counted: (count: number) => `${found(count)} ${operations(count)}.`,
    nothing: 'Операций не найдено.',
    emptyAccount: 'На этом счёте ещё нет операций.',
    emptyLedger: 'В этой карточке ещё нет операций.',
    emptyFilter: 'Операций, подходящих под эти условия, нет. Уберите или измените одно из условий.',
    emptyDeclaration: (number: string) => `По декларации №\u00a0${number} нет операций, подходящих под эти условия.`,
    unknownDeclaration: (number: string) =>
      `На этом счёте нет декларации №\u00a0${number}. Введите номер так, как он указан в декларации.`,
    emptyDeclarations: 'По этим декларациям нет операций, подходящих под эти условия.',
    unknownDeclarations: (numbers: string) => `На этом счёте не найдены декларации: ${numbers}.`,
    invalidFilter: 'Операции появятся здесь, когда условия будут исправлены.',
    pastTheEnd: 'На этой странице нет операций.',
    firstPage: 'К первой странице',
    openDeclaration: (number: string) => `Открыть декларацию №\u00a0${number}`,
  },

  ledger: {
    otherLedgers: 'Карточки',
    summary: 'Остатки и движение',
    opening: 'Входящий остаток',
    closing: 'Исходящий остаток',
    from: (date: string) => `на начало ${date}`,
    to: (date: string) => `на конец ${date}`,
    fromStart: 'на начало учёта',
    toNow: 'на сегодня',
    entries: 'Операции, сначала новые',
    legend: 'Что значат эти виды операций',
    paging: 'Страницы',
    newer: 'Предыдущая страница',
    older: 'Следующая страница',
    newest: 'Это первая страница.',
    oldest: 'Это последняя страница.',
    position: (dates: string, rows: string) => `${dates}, №\u00a0${rows}`,
  },

  export: {
    ...exports,
    asciiFileName: (name: string) =>
      name.replace(/[а-яё]/g, letter => LATIN[CYRILLIC.indexOf(letter)] ?? '').replace(/[^ -~]/g, '_'),
  },

  extract: {
    title: 'Выписка из лицевого счёта',
    link: 'Выписка для печати',
    printHint: 'Чтобы напечатать документ или сохранить его в PDF, выберите печать в браузере (Ctrl+P).',
    toStatement: 'Вернуться к лицевому счёту',
    toLedger: 'Вернуться к карточке',
    problems: 'Выписку составить нельзя: исправьте условия поиска',
    nameAndVoen: (name: string, voen: string) => `${isolatedText(name)}, VÖEN ${voen}`,
    taxpayer: 'Плательщик',
    period: 'Период',
    ledger: 'Карточка',
    madeAt: 'Составлено',
    bakuTime: (instant: string) => `${instant} по бакинскому времени`,
    books: 'Составлено по данным',
    booked: (count: number, last: string | null) => {
      return last === null ? `${records(count)}, операций нет` : `${records(count)}, последняя – ${last}`
    },
    onlyNewest: (selected: number, shown: number) =>
      `Выбрано операций: ${format.count(selected)}; показаны только самые новые: ${format.count(shown)}. В остатках и итогах учтены и непоказанные операции.`,
    choosePeriod: 'Чтобы напечатать все, сократите период.',
    exportHasAll: 'Все операции можно скачать и через «Экспорт».',
    onlySelected: 'Здесь только операции, подходящие под условия; остатков они не объясняют.',
    asOf: (date: string) => `на ${date}`,
    leftOut: (count: number) => `Не показано более ранних операций: ${format.count(count)}`,
    sumOf: (count: number) => `Выбрано операций: ${format.count(count)}`,
  },

  pdf: {
    link: 'PDF',
    /** The document puts the numbers in. */
    pageOfPages: 'Страница {page} из {pages}',
    tooLongTitle: 'Документ PDF не составлен',
    tooLong: (max: number) =>
      `В документе PDF не больше ${format.count(max)} строк. Сократите период или уточните условия.`,
    exportHasAll: 'Все строки можно скачать через «Экспорт».',
    toExport: 'Скачать через «Экспорт»',
    back: 'Вернуться на страницу',
    refusals: {
      busy: 'Сейчас составляется много документов. Повторите попытку немного позже.',
      'too-long': 'Документ составлялся слишком долго. Сократите период или воспользуйтесь экспортом.',
      'too-much-memory': 'Документ слишком большой. Сократите период или воспользуйтесь экспортом.',
      ended: 'Составление документа прервалось. Повторите попытку.',
      'seal-ended':
        'Срок сертификата печати системы истёк, поэтому документ выдать нельзя. Обратитесь к оператору системы.',
    },
    declarationFileName: 'декларация',
  },

  declaration: {
    title: (number: string) => `Декларация №\u00a0${number}`,
    kind: 'Таможенная декларация',
    state: 'Состояние',
    states: {
      open: 'Не уплачено',
      'partly-paid': 'Частично уплачено',
      settled: 'Уплачено',
      nothing: 'Долга нет',
      cancelled: 'Аннулировано',
      amended: 'скорректировано',
    },
    declarant: 'Таможенный брокер',
    charges: 'Начисления по видам платежей',
    noCharges: 'По этой декларации нет начислений.',
    entries: 'Что начислено, изменено и уплачено',
    from: 'Изменение итога или источник денег',
    changed: (before, after) => `итог ${before} → ${after}`,
    partOverpaid: amount => `${amount} были уплачены и стали переплатой`,
    moreSources: 'и другие платежи',
    how: {
      byNumber: amount =>
        `${amount} не уплачено: средства для этого долга не поступали или пошли на более старые долги. Его можно уплатить вне очереди на gpp.az (HÖP) по номеру декларации; платёж в аванс по VÖEN (142330) сначала погашает более старые долги.`,
      amended: amount =>
        `Долг ${amount} возник после корректировки, поэтому по номеру декларации не оплачивается: он уплачивается только по VÖEN и списывается с аванса по очереди.`,
      eservice: amount =>
        `${amount} — долг за электронные услуги: он оплачивается только по своему коду (802001 или 114111).`,
    },
    noEntries: 'По этой декларации нет операций.',
    shown: (count: number) => `${shown(count)} ${operations(count)}.`,
    first: 'К началу',
    next: 'Следующие операции',
    position: (seq: string) => `операции с №\u00a0${seq}`,
  },

  reference: {
    kind: 'Акт, протокол или другой документ',
    title: number => `Документ №\u00a0${number}`,
    charges: 'Что начислено под этим номером и как уплачено',
    shown: count => `Показано начислений: ${format.count(count)}.`,
    about: (date, amount, dueOn, state, open) =>
      `${date} начислено ${amount}, срок уплаты ${dueOn}. Состояние: ${state}; остаток долга ${open}.`,
    more: 'Все операции, которые погасили этот долг',
    first: 'К началу',
    next: 'Следующие начисления',
    position: 'продолжение',
    open: (fund, amount) => `${fund}: не уплачено ${amount}.`,
  },

  liveUpdate: {
    updated: (time: string) => `Счёт обновлён в ${time}.`,
    manual: 'Браузер экономит трафик, поэтому страница не обновляется сама.',
    refresh: 'Обновить',
  },

  preview: {
    title: 'Расчёт платежа',
    lead: 'Здесь видно, какие долги и в каком порядке погасит платёж в аванс. Это только расчёт: ничего не записывается и не оплачивается.',
    question: 'Результат платежа в аванс',
    amount: 'Сумма, AZN',
    amountHint: 'например, 1\u00a0234,50',
    ask: 'Показать',
    link: 'Показать результат платежа',
    problemsHeading: 'Исправьте сумму',
    problems: {
      'amount-malformed': 'Введите сумму цифрами, гяпики – после запятой: 1234,50 или 1\u00a0234,50.',
      'amount-zero': 'Введите сумму больше нуля.',
      'amount-too-large': 'Такую сумму нельзя записать на счёт. Введите сумму поменьше.',
    },
    invalidAmount: 'Результат появится здесь, когда сумма будет исправлена.',
    found: (amount: string, count: number) => {
      const paid = counted(count, { one: 'долга', other: 'долгов' })
      return `Если внести в аванс ${amount}, сумма пойдёт на погашение ${paid}.`
    },
    foundMore: (amount: string, count: number) => {
      const paid = counted(count, { one: 'долга', other: 'долгов' })
      return `Если внести в аванс ${amount}, сумма пойдёт на погашение более чем ${paid}.`
    },
    foundNone: (amount: string) =>
      `Если внести в аванс ${amount}, погашать будет нечего: таможенной задолженности нет.`,
    asOf: (instant: string) => `По состоянию на ${instant}. Ничего не записано.`,
    result: 'Результат',
    advanceLeft: 'Останется в авансе',
    openTotal: 'Останется таможенной задолженности',
    closedHeading: 'Долги, которые будут погашены, по порядку',
    openHeading: 'Долги, которые останутся, по порядку',
    openLead: 'Эти долги останутся непогашенными, пока не будет внесено больше.',
    onlyFirst: (count: number) => `Показано только начало: ${debts(count)}.`,
    document: 'Документ',
    declaration: 'декларация',
    reference: 'акт или протокол',
    paid: 'Будет уплачено',
    remaining: 'Останется',
    outcome: 'Погашение',
    paidInFull: 'полное',
    paidInPart: 'частичное',
    pay: 'Оплатить через gpp.az (HÖP)',
    codeTerms: (voen: string, code: string, amount: string) => `VÖEN ${voen}, код ${code}, ${amount}`,
    fundTerms: (voen: string, fund: string, amount: string) => `VÖEN ${voen}, ${fund}, ${amount}`,
    declarationTerms: (number: string, amount: string) => `декларация №\u00a0${number}, ${amount}`,
  },

  charts: {
    title: 'Диаграммы',
    period: 'Показанный период',
    show: 'Показать',
    problemsHeading: 'Исправьте даты',
    periods: {
      default: 'Последние 12 месяцев',
      thisQuarter: 'Этот квартал',
      thisYear: 'Этот год',
      lastYear: 'Прошлый год',
      maximum: 'Последние 5 лет',
    },
    shown: (range: string, months: number) =>
      `${range}: ${counted(months, { one: 'месяц', few: 'месяца', many: 'месяцев', other: 'месяца' })}.`,
    invalidDates: 'Диаграммы за этот период появятся здесь, когда даты будут исправлены.',
    units: ['AZN', 'тыс. AZN', 'млн AZN', 'млрд AZN', 'трлн AZN'],

    months: 'Начислено и уплачено по месяцам',
    monthsLead:
      'За каждый месяц: сколько начислено по декларациям и сколько из этого уплачено на сегодня. Последующие уменьшения вычтены. Платёж показан в месяце начисления, а не в месяце поступления денег. Итог равен показателю «Начислено» за те же даты.',
    monthsTitle: (range: string) => `Начислено и уплачено по месяцам, ${range}`,
    monthsDescription: (assessed: string, paid: string, highest: { month: string; amount: string }) =>
      `Два столбца на каждый месяц. Всего начислено: ${assessed}, из этого уплачено: ${paid}. Наибольшее начисление: ${highest.month}, ${highest.amount}.`,
    monthsCaption: 'Данные этой диаграммы по месяцам',
    assessedKey: (sum: string) => `Начислено: ${sum}`,
    paidKey: (sum: string) => `Уплачено: ${sum}`,
    noneAssessed: 'За этот период по декларациям ничего не начислено.',
    month: 'Месяц',

    balances: 'Задолженность и аванс',
    balancesLead: {
      day: 'На конец каждого дня: аванс (над линией) и общая задолженность по девяти видам платежей (под линией).',
      week: 'На конец каждой недели, а также первого и последнего дня периода: аванс (над линией) и общая задолженность по девяти видам платежей (под линией). Период до двух месяцев показывается по дням.',
      month:
        'На конец каждого месяца, а также первого и последнего дня периода: аванс (над линией) и общая задолженность по девяти видам платежей (под линией). Период до двух месяцев показывается по дням.',
    },
    balancesTitle: (range: string) => `Задолженность и аванс, ${range}`,
    balancesDescription: (debt: { day: string; amount: string }, advance: { day: string; amount: string }) =>
      `Две ступенчатые области: аванс над линией, задолженность под ней. Наибольшая задолженность: ${debt.day}, ${debt.amount}. Наибольший аванс: ${advance.day}, ${advance.amount}.`,
    balancesCaption: 'Данные этой диаграммы на конец дня',
    advance: 'Аванс',
    advanceKey: (day: string, sum: string) => `Аванс на ${day}: ${sum}`,
    debtKey: (day: string, sum: string) => `Общая задолженность на ${day}: ${sum}`,
    noBalances: 'За этот период не было ни задолженности, ни аванса.',
    day: 'Дата',

    ageing: 'Задолженность по срокам',
    ageingLead: (today: string) =>
      `Начисления, не уплаченные на ${today}, по числу дней со дня начисления. Итог равен показателю «Общая задолженность».`,
    ageingTitle: (today: string) => `Задолженность по срокам на ${today}`,
    ageingDescription: (age: string, debt: string) => `${age}: ${debt}.`,
    ageingCaption: 'Данные этой диаграммы',
    age: 'Со дня начисления',
    ageNames: {
      '0-30': '0–30 дней',
      '31-60': '31–60 дней',
      '61-90': '61–90 дней',
      '91-': 'Более 90 дней',
    },
    ageingTotal: (sum: string) => `Общая задолженность: ${sum}`,
    noDebt: 'Задолженности нет.',
  },

  clientExport: clientExportTexts(format),
  clientTotals: clientTotalsTexts(format),
  debts: debtTexts(format),
  interest: interestTexts(format),
  documents: documentTexts(format),
  orders: orders(format),
  acts: actTexts(format),
  verify,
  estimate: estimateTexts(format),
  accounting,
  ownBooks: ownBooksTexts(format),

  account: {
    sections: 'Разделы счёта',
    groups: { papers: 'Документы и сверка', viewers: 'Доступ к счёту' },
    statement: 'Карточки',
    operations: 'Все операции',
    declarations: 'Декларации',
    debts: 'Открытые долги',
    pictures: 'Диаграммы',
    preview: 'Расчёт платежа',
    documents: 'Выданные документы',
    'own-books': 'Сверка с собственным учётом',
    acts: 'Акты сверки',
    mandates: 'Брокеры',
    'access-log': 'Журнал просмотров',
    switch: 'Сменить компанию',
    asBroker: (voen: string) => `Как брокер: VÖEN ${voen}`,
  },

  companies: {
    title: 'Личный кабинет',
    heading: 'Мои компании',
    lead: 'Компании, которые вы представляете. Чтобы перейти к счёту, выберите ссылку рядом с названием компании.',
    company: 'Компания',
    position: 'Должность',
    linkOf: (company: string) => `: ${company}`,
    noAccount: 'счёта ещё нет',
    none: 'В ASAN Login на ваше имя нет сертификата ни одной компании, поэтому показать счёт нельзя. Попросите руководителя компании оформить сертификат на ваше имя, затем выйдите и войдите снова.',
    clientsHeading: 'Как брокер',
    clients: (count: number) => `Клиенты (${format.count(count)})`,
    clientsLead: 'Счета клиентов, предоставивших доступ вашей компании.',
  },

  clients: {
    title: 'Клиенты',
    lead: 'Клиенты, предоставившие доступ вашей компании. Рядом с каждым указано, что видно и до какого дня действует доступ.',
    search: 'Название или VÖEN клиента',
    caption: 'Клиенты и их счета',
    columns: {
      name: 'Клиент',
      debt: 'Задолженность',
      advance: 'Аванс',
      last: 'Последняя операция',
      shows: 'Что видно',
      until: 'Доступ',
    },
    whole: 'Весь счёт',
    filed: 'Только декларации, поданные брокером',
    withoutExport: 'Без экспорта',
    until: (date: string) => `по ${date}`,
    openEnd: 'бессрочно',
    of: (broker: string) => `брокер, VÖEN ${broker}`,
    hidden: 'не показано',
    noAccount: 'счёта ещё нет',
    noOperation: 'операций нет',
    all: (count: number) => `${counted(count, { one: 'клиент', few: 'клиента', many: 'клиентов', other: 'клиента' })}.`,
    found: (count: number, all: number) => {
      const verb = plural(count, { one: 'Найден', other: 'Найдено' })
      return `${verb} ${format.count(count)} из ${counted(all, { one: 'клиента', other: 'клиентов' })}.`
    },
    shown: (first: number, last: number) => `Показаны ${format.count(first)}–${format.count(last)}.`,
    position: (start: number) => `№\u00a0${format.count(start)} и далее`,
    none: 'Сегодня ни один клиент не предоставляет вам доступ. Доступ предоставляет представитель клиента в разделе «Брокеры» своего счёта.',
    nothing: (words: string) => `По запросу «${words}» клиентов не найдено. Введите название или VÖEN по-другому.`,
    pastTheEnd: 'На этой странице нет клиентов.',
  },

  mandates: {
    title: 'Брокеры',
    heading: 'Доступ, предоставленный брокерам',
    lead: 'С доступом таможенный брокер может смотреть ваш счёт, но ничего не может в нём менять. Предоставление, изменение и отзыв доступа вступают в силу сразу.',
    caption: 'Доступ брокеров, сначала действующий',
    none: 'Доступ брокерам ещё не предоставляли.',
    broker: 'Таможенный брокер',
    period: 'Срок',
    openEnd: (from: string) => `с ${from}, бессрочно`,
    shows: 'Что видно',
    exports: 'Экспорт',
    exported: 'разрешён',
    notExported: 'не разрешён',
    state: 'Состояние',
    states: {
      holds: 'действует',
      future: 'ещё не действует',
      ended: 'срок истёк',
      withdrawn: 'отозван',
    },
    action: 'Действие',
    change: 'Изменить',
    changeOf: (broker: string) => `: VÖEN ${broker}`,
    grantHeading: 'Новый доступ',
    grant: 'Предоставить доступ',
    changeTitle: (broker: string) => `Доступ брокера с VÖEN ${broker}`,
    changeHeading: 'Условия',
    save: 'Сохранить',
    grantAgain: 'Предоставить снова',
    withdrawHeading: 'Отзыв доступа',
    withdrawQuestion:
      'После отзыва брокер сразу перестанет видеть ваш счёт. Позже доступ можно предоставить снова. Отозвать его?',
    withdraw: 'Да, отозвать',
    form: {
      broker: 'ИНН (VÖEN) брокера',
      brokerHint: '10 цифр',
      from: 'Первый день',
      to: 'Последний день',
      dateHint: 'дд.мм.гггг',
      toHint: 'дд.мм.гггг; если не указан – бессрочно',
      scope: 'Что увидит брокер?',
      balances: 'Весь счёт: остатки, карточки и декларации',
      declarations: 'Только поданные им декларации, без остатков',
      balancesHint: 'В том числе декларации, поданные другими брокерами, и все прошлые операции.',
      declarationsHint: 'В том числе поданные до предоставления доступа.',
      exports: 'Брокер может экспортировать то, что видит',
      exportsHint:
        'Каждый экспорт виден в разделе «Журнал просмотров». Скачанный файл остаётся у брокера и после окончания доступа.',
    },
    problemsHeading: 'Исправьте условия доступа',
    problems: {
      'broker-malformed': 'Введите VÖEN брокера: 10 цифр, последняя – 1 или 2.',
      'broker-itself': 'Это VÖEN самой компании. Введите VÖEN брокера.',
      'date-malformed': 'Укажите дату в виде дд.мм.гггг, например 01.03.2026.',
      'date-unreal': 'Такой даты нет в календаре. Проверьте день и месяц.',
      'range-reversed': 'Последний день раньше первого. Измените один из дней.',
      'to-past': 'Последний день уже прошёл. Укажите сегодняшний или более поздний день либо оставьте поле пустым.',
      'scope-missing': 'Выберите, что увидит брокер.',
      'withdrawn-meanwhile':
        'Пока вы меняли этот доступ, его отозвали. Если хотите предоставить его снова, отправьте форму ещё раз.',
      'changed-meanwhile':
        'Пока вы меняли этот доступ, его условия изменились. Нынешние условия указаны ниже; чтобы заменить их условиями из формы, отправьте её ещё раз.',
    },
    done: {
      granted: (broker: string) => `Брокеру с VÖEN ${broker} предоставлен доступ.`,
      changed: (broker: string) => `Доступ брокера с VÖEN ${broker} изменён.`,
      unchanged: (broker: string) => `Доступ брокера с VÖEN ${broker} уже был таким, ничего не изменилось.`,
      withdrawn: (broker: string) => `Доступ брокера с VÖEN ${broker} отозван.`,
    },
  },

  accessLog: {
    title: 'Журнал просмотров',
    heading: 'Кто смотрел счёт',
    lead: 'Просмотр отмечается не чаще раза в 15 минут для каждого сеанса, а экспорт и изменение доступа брокера – каждый раз.',
    none: 'Этот счёт ещё никто не смотрел.',
    pastTheEnd: 'На этой странице нет записей.',
    caption: 'Записи, сначала новые',
    at: 'Время',
    who: 'Кто',
    behalf: 'От чьего имени',
    own: 'сама компания',
    broker: (voen: string) => `брокер, VÖEN ${voen}`,
    action: 'Действие',
    viewed: 'просмотр счёта',
    viewedInList: 'просмотр долга и остатка счёта в списке',
    exported: 'экспорт',
    exportedWhat: (what: string) => `экспорт: ${what}`,
    issued: (what: string) => `Получен документ: ${what}`,
    all: 'Все карточки',
    mandates: {
      'mandate-granted': (broker: string, terms: string) => `предоставлен доступ брокеру (VÖEN ${broker}): ${terms}`,
      'mandate-changed': (broker: string, terms: string) => `изменён доступ брокера (VÖEN ${broker}): ${terms}`,
      'mandate-withdrawn': (broker: string, terms: string) => `отозван доступ брокера (VÖEN ${broker}): ${terms}`,
    },
    mayExport: 'экспорт разрешён',
    mayNotExport: 'экспорт не разрешён',
    shown: (count: number) => `${shown(count)} ${records(count)}.`,
    first: 'К самым новым',
    next: 'Более старые записи',
  },

  declarationList: {
    filter: 'Выбрать декларации',
    filterParts: 'дата утверждения, состояние, брокер',
    from: 'Утверждена с',
    to: 'Утверждена по',
    amended: 'Скорректировано',
    unknownState: 'Выберите состояние из списка.',
    oldestFirst: 'Декларации, сначала старые',
    totals: (count: number) => `Выбрано деклараций: ${format.count(count)}. Их итоги на сегодня:`,
    tooManyToSum: (limit: number) =>
      `Итоги не показаны: они считаются, только если нужно прочитать не более ${format.count(limit)} деклараций.`,
    noneFound: 'Нет деклараций, отвечающих этим условиям.',
    goesOn: (limit: number) =>
      `Среди прочитанных ${format.count(limit)} деклараций нет отвечающих условиям. Поиск продолжится на следующей странице.`,
    invalid: 'Декларации появятся здесь, когда условия будут исправлены.',
  },

  declarations: {
    title: 'Декларации',
    caption: 'Декларации, сначала новые',
    onlyFiled: (broker: string) =>
      `Вам открыты только декларации, поданные брокером с VÖEN ${broker}. Остальная часть счёта, в том числе остатки, не видна.`,
    none: 'На этом счёте ещё нет деклараций.',
    noneFiled: 'Брокер ещё не подавал деклараций по этому счёту.',
    pastTheEnd: 'На этой странице нет деклараций.',
    shown: (count: number) => `${shown(count)} ${declarations(count)}.`,
    position: (first: string, last: string) => (first === last ? first : `${first} – ${last}`),
    exportHint: 'Все видимые декларации по видам платежей, файл Excel (XLSX)',
    fileName: 'декларации',
  },

  signIn: {
    title: 'Вход',
    button: 'ASAN Login',
    first: 'Чтобы увидеть эту страницу, войдите. После входа вы вернётесь на неё.',
    person: 'Вошедший пользователь',
    cabinet: 'Личный кабинет',
    signOut: 'Выйти',
    signedOut: 'Вы вышли.',
    signedOutTitle: 'Вы вышли',
    signingOutThere: 'Вы вышли из этого сервиса. Сейчас завершается и ваш вход в ASAN Login.',
    signOutThere: 'Выйти из ASAN Login',
    again: 'Войти снова',
    refusedTitle: 'Войти не удалось',
    refused: {
      unknown:
        'Время входа истекло, этот вход уже использован или браузер не сохранил файлы cookie. Разрешите cookie и войдите снова.',
      forged: 'Ответ о входе не соответствует запросу, отправленному из этого браузера. Войдите снова.',
      declined: 'Вход не подтверждён. Если хотите, войдите снова.',
      inactive: 'Ваша учётная запись в ASAN Login неактивна. Активируйте её в ASAN Login.',
      unreadable: 'Не удалось прочитать ответ ASAN Login. Войдите снова немного позже.',
    },
    unreachable: 'ASAN Login сейчас не отвечает. Повторите попытку немного позже.',
  },

  sessions: {
    title: 'Сеансы',
    lead: 'Все устройства, с которых вы вошли. Завершите сеанс, если он вам незнаком.',
    thisSession: 'Этот сеанс',
    openUntil: (time: string) => `Сеанс открыт до ${time}.`,
    warning: (time: string) => `Сеанс завершится в ${time}. Чтобы продолжить, продлите его.`,
    lastWarning: (time: string) => `Сеанс завершится в ${time}, продлить его нельзя. После этого войдите снова.`,
    extend: 'Продлить сеанс',
    device: 'Устройство',
    unknownDevice: 'Неизвестное устройство',
    address: 'Адрес',
    openedAt: 'Вход',
    lastSeenAt: 'Последнее обращение',
    action: 'Действие',
    current: 'Это устройство',
    end: 'Завершить',
    endOf: (device: string, openedAt: string) => `: ${device}, ${openedAt}`,
    endOthers: 'Завершить все другие сеансы',
    ended: (count: number) =>
      count === 0
        ? 'Ни один сеанс не завершён: такого сеанса нет или он уже завершён.'
        : `${plural(count, { one: 'Завершён', other: 'Завершено' })} ${sessions(count)}.`,
  },

  testIdentity: {
    title: 'Пробный вход',
    disclaimer: 'Это не ASAN Login, а страница для пробного входа. Личность не проверяется, имена вымышлены.',
    about: (companies: readonly string[]) =>
      companies.length === 0 ? 'Не представляет ни одной компании' : companies.join(', '),
    decline: 'Отказаться',
    signOutTitle: 'Завершение пробного входа',
    signOut: 'Завершить и пробный вход?',
    signOutYes: 'Да, завершить',
    signOutNo: 'Нет',
    signedOut: 'Пробный вход завершён.',
    failed: (code: string) => `Страница пробного входа не приняла запрос (${code}). Войдите снова.`,
  },

  clientKinds: {
    debt: 'Только с задолженностью',
    ending: 'Доступ скоро закончится',
    endsSoon: 'скоро закончится',
    pageTotal: 'Итого на этой странице',
    hidden: (clients: number) =>
      `В этом списке нет клиентов, которые не показывают задолженность: ${format.count(clients)}.`,
    none: 'Таких клиентов нет.',
  },

  /** Asked before a mandate is granted. */
  mandateQuestion: {
    title: 'Это тот брокер?',
    named: (broker: string, name: string) =>
      `VÖEN ${broker} принадлежит плательщику ${isolatedText(name)}. Дать ему доступ?`,
    unknown: (broker: string) => `Номер ${broker} верный? Плательщик с ним здесь не зарегистрирован.`,
    doubtful: (broker: string) =>
      `Номер ${broker} верный? Его контрольная цифра не сходится, и плательщик с ним здесь не зарегистрирован.`,
    meant: (voen: string, name: string) => `Возможно, две цифры поменялись местами: ${voen}, ${isolatedText(name)}?`,
    exists:
      'Этому брокеру доступ уже предоставлен. Нынешние условия указаны ниже; если вы подтвердите, их сразу заменят условия из формы.',
    withdrawn:
      'Доступ этого брокера отозван. Последние условия указаны ниже; если вы подтвердите, доступ будет снова предоставлен на условиях из формы.',
    confirm: 'Да, дать доступ',
    replace: 'Да, заменить условия',
  },

  /** Who the broker of a mandate is. */
  brokerIs: {
    named: (name: string) => `Брокер: ${isolatedText(name)}.`,
    unknown: 'Плательщик с этим номером здесь не зарегистрирован.',
    doubtful: 'Номер верный? Его контрольная цифра не сходится, и плательщик с ним здесь не зарегистрирован.',
  },

  entrance: {
    lead: 'Ваши расчёты с бюджетом по таможенным платежам в одном месте: что начислено, что уплачено, какова задолженность или переплата.',
    whatHeading: 'Что здесь видно',
    what: [
      'Задолженность на сегодня: по какой декларации и виду платежа и сколько.',
      'На что пошёл каждый платёж и сколько осталось на балансе.',
      'Какие долги погасит платёж – ещё до оплаты.',
      'Выписка для печати и PDF, файл для электронной таблицы.',
      'Акт сверки и сравнение с вашим учётом.',
    ],
    whoHeading: 'Для кого',
    who: 'Для компаний и предпринимателей, ведущих внешнюю торговлю, их бухгалтеров и руководителей, а также таможенных брокеров, которым клиент предоставил доступ.',
    needHeading: 'Что нужно',
    need: [
      'Учётная запись ASAN Login.',
      'Сертификат компании на ваше имя; брокеру – также доступ, предоставленный клиентом.',
    ],
    how: 'Войдите через ASAN Login, затем в разделе «Личный кабинет» выберите компанию и ссылку «Лицевой счёт». Если компания одна, её счёт откроется сразу.',
    helpHeading: 'Помощь',
    verify: 'выписку или акт может проверить по номеру любой, без входа.',
    contact: (contact: string) => `Контакт: ${isolatedText(contact)}`,
    demoHeading: 'Это демонстрация',
    demo: 'Компании, декларации и долги вымышлены, деньги не переводятся.',
    trialHeading: 'Это пробный режим',
    people: '«ASAN Login» ведёт на пробный вход без пароля. Выберите, кем войти:',
    portal: 'оплатите долг, не переводя денег.',
    officer: 'утвердите декларацию, измените её, верните переплату. Открытый счёт покажет это за две секунды.',
  },

  sessionEnd: {
    title: 'Сеанс завершён.',
    kept: 'Введённое не потеряно: войдите снова, и эта страница вернётся вместе с ним.',
    signInAgain: 'Ваш сеанс завершён. Войдите снова, и вы вернётесь на страницу.',
    formKept:
      'Форма не отправлена: ваш сеанс завершился. Введённое не потеряно: войдите снова, проверьте форму и отправьте её.',
    typed: 'Эта форма не была отправлена: сеанс завершился. Проверьте введённое и отправьте.',
  },

  sandbox: {
    title: 'Пробный режим',
    disclaimer: 'Это пробный режим.',
    noMoney:
      'Он не связан ни с gpp.az, ни с системой таможни: деньги не переводятся. Всё отправленное записывается только на счета в этой пробной базе.',
    sections: 'Разделы пробного режима',
    hop: 'Платёжный портал (HÖP)',
    officer: 'Рабочее место сотрудника таможни',
    payees: {
      customs: 'Государственный таможенный комитет',
      terminal: 'Объединение «Азтерминалкомплекс»',
    },
    targets: {
      '142330': '142330 – Аванс: таможенные платежи (таможенная пошлина, акциз, сбор, НДС)',
      '802001': '802001 – Аванс: плата за электронные услуги',
      '114111': '114111 – Аванс: НДС на электронные услуги',
    },
    voenSearch: 'Аванс по VÖEN',
    voenHint: '10 цифр',
    declarationSearch: 'Номер декларации',
    declarationHint: 'Платёж вне очереди: долг по одной декларации погашается сразу',
    search: 'Найти',
    searchOf: (what: string, payee: string) => `: ${what}, ${payee}`,
    paymentHeading: 'Платёж',
    taxpayer: 'Плательщик',
    advance: 'В авансе',
    declaration: 'Декларация',
    payable: 'Можно оплатить по номеру',
    amendedOutstanding: 'Долг после корректировки',
    target: 'Что оплачивается?',
    fundTarget: (fund: string, debt: string) => `${fund} (долг на сегодня ${debt})`,
    amount: 'Сумма, AZN',
    amountHint: 'например, 1234,50',
    pay: 'Оплатить',
    choose: 'Выберите',
    unknownPayer: {
      title: 'Оплатить без VÖEN',
      about: 'Плательщика определить нельзя: деньги ожидают, пока сотрудник таможни не отнесёт платёж на плательщика.',
    },
    notPayable: {
      amended:
        'Эту декларацию нельзя оплатить по номеру: задолженность возникла после корректировки и оплачивается только через аванс («Аванс по VÖEN»).',
      cancelled: 'Эта декларация аннулирована: задолженности по ней нет.',
      settled: 'По этой декларации задолженности нет.',
    },
    alsoAmended:
      'Долг, возникший после корректировки, в этот платёж не входит: он оплачивается только через аванс («Аванс по VÖEN»).',
    payAdvance: 'Оплатить через «Аванс по VÖEN»',
    searchProblems: 'Исправьте условия поиска',
    formProblems: 'Исправьте форму',
    refusedProblems: 'Не принято',
    problems: {
      'voen-malformed': 'VÖEN – это 10 цифр, последняя – 1 или 2.',
      'declaration-malformed': 'Номер декларации – это только цифры, латинские буквы, «/» и «-», не более 40 знаков.',
      'voen-unknown': 'Плательщик с таким VÖEN не найден. Проверьте VÖEN.',
      'declaration-unknown': 'Декларация с таким номером не найдена. Проверьте номер.',
      'target-missing': 'Выберите, что оплачивается.',
      'amount-malformed': 'Введите сумму в манатах и гяпиках, без знака минус, не более 13 цифр, например 1234,50.',
      'amount-zero': 'Сумма должна быть больше нуля.',
      'charges-missing': 'Введите сумму хотя бы по одному виду платежа.',
      'name-malformed': 'Введите название: от 1 до 200 знаков.',
      'reference-malformed': 'Введите номер документа: от 1 до 100 знаков.',
      'payment-malformed': 'Введите идентификатор платежа: от 1 до 128 знаков.',
      'ledger-missing': 'Выберите карточку.',
      'same-ledger': 'Для переноса выберите две разные карточки.',
      'date-malformed': 'Укажите дату в виде дд.мм.гггг, например 01.03.2026.',
      'date-unreal': 'Такой даты нет в календаре. Проверьте день и месяц.',
    },
    refusals: {
      'id-taken':
        'Эта форма уже отправлена с другим содержанием. Если отправить её снова, это будет отдельная операция.',
      'declaration-assessed-before': 'По декларации с этим номером начисление уже сделано.',
      'declaration-of-another': 'Эта декларация принадлежит другому плательщику.',
      'declaration-cancelled': 'Эта декларация аннулирована, изменить её больше нельзя.',
      'payment-not-held':
        'Платёж с таким идентификатором не ожидает. Проверьте идентификатор: платёж, возможно, уже отнесён.',
      'target-not-allowed': 'Деньги с депозитного счёта НДС можно отнести только на НДС.',
      'not-enough-overpayment': 'В этой карточке нет такой переплаты. Проверьте карточку и сумму.',
      'total-too-large': 'Итог счёта превысил бы предел, до которого он хранится точно. Введите сумму поменьше.',
    },
    refusedFor: (code: string) => `Причина: ${code}.`,
    answerTitle: 'Ответ',
    answers: {
      applied: 'Принято и записано на счёт.',
      duplicate: 'Это уже было принято раньше: второй раз не записано.',
    },
    held: {
      taxpayer:
        'Принято и ожидает: плательщик с этим VÖEN ещё не зарегистрирован. Как только он появится, событие будет проверено снова: записано или отклонено.',
      declaration:
        'Принято и ожидает: декларация с этим номером ещё неизвестна. Как только она появится, событие будет проверено снова: записано или отклонено.',
      assignment:
        'Принято и ожидает: неизвестно, чей это платёж. Запись будет сделана, когда сотрудник таможни отнесёт его по указанному ниже идентификатору на плательщика.',
    },
    action: 'Действие',
    paid: 'Оплачено',
    again: 'Новая форма',
    statement: 'Перейти к счёту',
    actionsLead: 'То, что делает сотрудник таможни. Каждая форма отправляет одно событие.',
    actions: {
      register: {
        title: 'Зарегистрировать плательщика',
        about: 'Если ввести тот же VÖEN ещё раз, изменится название.',
      },
      assess: {
        title: 'Утвердить декларацию',
        about: 'Введённые суммы начисляются и автоматически погашаются средствами на балансе.',
      },
      amend: {
        title: 'Скорректировать декларацию',
        about: 'Введите новый итог по каждому виду платежа; незаполненные не меняются.',
      },
      cancel: { title: 'Аннулировать декларацию', about: 'Все итоги станут нулевыми. Отменить это нельзя.' },
      charge: { title: 'Начислить по документу', about: 'Начисление без декларации: штраф, пеня, плата за услуги.' },
      assign: {
        title: 'Отнести платёж на плательщика',
        about: 'Ожидающий платёж записывается на счёт указанного плательщика.',
      },
      refund: { title: 'Вернуть переплату', about: 'Деньги возвращаются на банковский счёт плательщика.' },
      transfer: { title: 'Перенести переплату', about: 'Переплата одной карточки переносится в другую.' },
    },
    fields: {
      voen: 'ИНН (VÖEN)',
      name: 'Название плательщика',
      declaration: 'Номер декларации',
      declarant: 'ИНН (VÖEN) таможенного брокера',
      reference: 'Номер документа',
      payment: 'Идентификатор платежа',
      amount: 'Сумма, AZN',
      paidOn: 'Дата оплаты',
      dueOn: 'Последний день оплаты',
      code: 'Что оплачивается?',
      target: 'На что относится платёж?',
      ledger: 'Карточка',
      from: 'Из карточки',
      to: 'В карточку',
    },
    objections: {
      title: 'Возражения против актов',
      about: 'Возражения компаний против актов сверки, сначала самые ранние. Компания читает ответ в своём акте.',
      none: 'Возражений без ответа нет.',
      next: 'Следующие возражения',
      decision: 'Решение',
      accepted: 'Принять',
      rejected: 'Отклонить',
      answerHint: 'Этот текст прочитает компания',
      sendFor: (objection: string) => `Отправить ответ: ${objection}`,
      done: 'Ответ отправлен компании.',
      ended: 'Это возражение больше не ждёт ответа: на него ответили, оно отозвано или акт аннулирован.',
      problems: {
        'decision-missing': 'Выберите решение.',
        'answer-missing': 'Напишите ответ для компании.',
        'answer-too-long': 'Ответ слишком длинный: не более 500 символов.',
      },
    },
    optional: 'можно не заполнять',
    charges: 'Суммы, AZN',
    send: 'Отправить',
    failedTitle: 'Запрос не выполнен',
    unreachable:
      'Служба приёма не ответила или не приняла запрос. Форму можно отправить ещё раз: дважды она не запишется.',
    back: 'Вернуться в пробный режим',
  },

  errors: {
    forbiddenTitle: 'Нет доступа',
    forbidden: 'У вас нет права открывать эту страницу. Изменить права может представитель компании.',
    crossOriginForm: 'Запрос отправлен не со страницы этого сайта. Откройте страницу заново и отправьте ещё раз.',
    tooLongTitle: 'Слишком длинный запрос',
    tooLong:
      'Браузер отправил слишком длинный адрес: за один раз выбрано слишком много. Вернитесь назад и выберите меньше.',
    tooManyRequestsTitle: 'Слишком много запросов',
    tooManyRequests: (seconds: number) => {
      const wait = counted(seconds, { one: 'секунду', few: 'секунды', many: 'секунд', other: 'секунды' })
      return `Слишком много запросов. Повторите попытку через ${wait}.`
    },
    notFoundTitle: 'Страница не найдена',
    notFound: 'По этому адресу страницы нет. Проверьте адрес.',
    noAccount: 'Счёта с этим VÖEN нет, или у вас нет права его смотреть.',
    noLedger: 'Такой карточки нет.',
    noDeclaration: 'На этом счёте нет такой декларации.',
    noOperation: operation.missing,
    noReference: 'На этом счёте нет акта или протокола с таким номером.',
    noDocument: 'У этого счёта нет такого документа.',
    noAct: 'У этого счёта нет такого акта.',
    noPage: 'В списке нет такой страницы.',
    failedTitle: 'Не удалось показать страницу',
    failed: 'На нашей стороне произошла ошибка. Повторите попытку немного позже.',
    unreachable: 'Данные сейчас недоступны. Ничего не потеряно: повторите попытку немного позже.',
    unwritable: 'Сервис сейчас ничего не может сохранить. Ничего не потеряно: повторите попытку немного позже.',
    requestId: (id: string) => `Если будете обращаться к нам, сообщите этот номер: ${id}`,
    home: 'На главную',
    account: 'Вернуться к счёту',
  },
}
