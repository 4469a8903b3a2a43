/** In the vocabulary of the guide. The other catalogues have the type of this one. */

import type { Age } from '../domain/ageing.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import { type Channel, movesOverpayment, namesCharge, type OperationType } from '../domain/operation-type.ts'
import type { Grain } from '../domain/period.ts'
import { isolatedText } from '../domain/visible-text.ts'
import { accounting } from './az/accounting.ts'
import { acts as actTexts } from './az/acts.ts'
import { clientExport as clientExportTexts } from './az/client-export.ts'
import { clientTotals as clientTotalsTexts } from './az/client-totals.ts'
import { debts as debtTexts } from './az/debts.ts'
import { documents as documentTexts, orders, verify } from './az/documents.ts'
import { estimate as estimateTexts } from './az/estimate.ts'
import { exports } from './az/exports.ts'
import { help } from './az/help.ts'
import { interest as interestTexts } from './az/interest.ts'
import { operation } from './az/operation.ts'
import { ownBooks as ownBooksTexts } from './az/own-books.ts'
import { sums } from './az/sums.ts'
import { phrasesWithCauses } from './caused-phrases.ts'
import { formatOf } from './format.ts'
import { helpUrl } from './help-terms.ts'

const date = (year: string, month: string, day: string) => `${day}.${month}.${year}`
const format = formatOf({ group: '.', decimal: ',', date, typedDate: date })

const funds = {
  'customs-duty': 'Gömrük rüsumu',
  vat: 'ƏDV',
  excise: 'Aksiz vergisi',
  'customs-fee': 'Gömrük yığımı',
  'late-interest': 'Dəbbə pulu',
  fine: 'İnzibati cərimə',
  other: 'Digər ödənişlər',
  'eservice-fee': 'Elektron xidmət haqqı',
  'eservice-vat': 'Elektron xidmət haqqının ƏDV-si',
  advance: 'Avans gömrük ödənişləri',
} satisfies Record<Ledger, string>

/** The titles of the ten ledgers; the first four are those of figure 3 of the guide. */
const ledgers = {
  'customs-duty': 'Gömrük rüsumları üzrə vərəqə',
  vat: 'ƏDV üzrə vərəqə',
  excise: 'Aksiz vergisi üzrə vərəqə',
  'customs-fee': 'Gömrük yığımları üzrə vərəqə',
  'late-interest': 'Dəbbə pulu üzrə vərəqə',
  fine: 'İnzibati cərimələr üzrə vərəqə',
  other: 'Digər ödənişlər üzrə vərəqə',
  'eservice-fee': 'Elektron xidmət haqqı üzrə vərəqə',
  'eservice-vat': 'Elektron xidmət haqqının ƏDV-si üzrə vərəqə',
  advance: 'Avans gömrük ödənişləri üzrə vərəqə',
} satisfies Record<Ledger, string>

const operationTypes = {
  assessment: 'Hesablama',
  'hop-payment': 'HÖP ödəniş',
  'overpayment-offset': 'Ödənişin bağlanması',
  'advance-drawdown': 'Avansdan silinmə',
  reduction: 'Azalma',
  'advance-payment-general': 'Avans ödəniş (7 fond)',
  'advance-payment-single': 'Avans ödəniş (1 fond)',
  'eservice-advance': 'Avans elektron xidmət',
  'eservice-vat-advance': 'Avans elektron xidmətin ƏDV-si',
  'eservice-advance-hop': 'Avans – Elektron xidmət üzrə HÖP',
  'eservice-vat-advance-hop': 'Avans – Elektron xidmətin ƏDV-si üzrə HÖP',
  refund: 'Geri qaytarma',
  'transfer-out': 'Köçürmə (məxaric)',
  'transfer-in': 'Köçürmə (mədaxil)',
} satisfies Record<OperationType, string>

const channels = {
  hop: 'Hökumət Ödəniş Portalı',
  bank: 'bank hesabından',
  'vat-deposit': 'ƏDV depozit hesabı',
  treasury: 'xəzinədən xəzinəyə',
} satisfies Record<Channel, string>

type Particulars = Pick<LedgerEntry, 'ledger' | 'type' | 'declaration' | 'reference' | 'channel' | 'cause'>

/** Operation phrases that follow a document in a sentence. */
const phrases: Record<OperationType, string> = {
  assessment: 'hesablama',
  'hop-payment': 'HÖP vasitəsilə ödəniş',
  'overpayment-offset': 'borcun artıq ödəmə hesabına bağlanması',
  'advance-drawdown': 'borcun avansdan silinməsi',
  reduction: 'hesablanmış məbləğin azalması',
  'advance-payment-general': 'ödənişin artıq qalan hissəsinin avansa yazılması',
  'advance-payment-single': 'ödəniş',
  'eservice-advance': 'avans ödənişi',
  'eservice-vat-advance': 'avans ödənişi',
  'eservice-advance-hop': 'avans ödənişi',
  'eservice-vat-advance-hop': 'avans ödənişi',
  refund: 'artıq ödəmənin geri qaytarılması',
  'transfer-out': 'artıq ödəmənin başqa vərəqəyə köçürülməsi',
  'transfer-in': 'başqa vərəqədən artıq ödəmənin köçürülməsi',
}

/** The phrases, some of which also say why. */
const phraseOf = phrasesWithCauses(phrases, {
  amendment: {
    assessment: 'düzəliş nəticəsində əlavə hesablama',
    reduction: 'düzəliş nəticəsində hesablanmış məbləğin azalması',
  },
  cancellation: { reduction: 'ləğv nəticəsində hesablanmış məbləğin azalması' },
})

/** The same phrase at the start of a sentence. */
function standalonePhrase(entry: Pick<LedgerEntry, 'type' | 'cause'>): string {
  const phrase = phraseOf(entry)
  return phrase.charAt(0).toLocaleUpperCase('az') + phrase.slice(1)
}

/** Əməliyyatın adı. It contains the declaration number or reference in full, if there is one. */
function operationName({ ledger, type, declaration, reference, channel, cause }: Particulars): string {
  if (declaration !== null) return `${declaration} nömrəli GB üzrə ${phraseOf({ type, cause })}`
  const document = reference === null ? '' : `${isolatedText(reference)} nömrəli sənəd üzrə `
  if (namesCharge(type) || movesOverpayment(type))
    return document === '' ? standalonePhrase({ type, cause }) : document + phrases[type]
  const way = channel === null ? '' : ` (${channels[channel]})`
  if (type === 'advance-payment-general')
    return document === '' ? `Avansa ödəniş${way}` : `${document}avansa ödəniş${way}`
  return `${document}${funds[ledger]} üzrə avans ödənişi${way}`
}

const months = [
  'yanvar',
  'fevral',
  'mart',
  'aprel',
  'may',
  'iyun',
  'iyul',
  'avqust',
  'sentyabr',
  'oktyabr',
  'noyabr',
  'dekabr',
]

/** `mart 2026` */
function month(day: PlainDate): string {
  return `${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}

/** Either end may be open. */
function range(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? from : `${from} – ${to}`
  if (from !== null) return `${from} tarixindən`
  return to === null ? 'bütün tarixlər' : `${to} tarixinədək`
}

/** `saat 14:35-də`: the suffix depends on the last number as it is spoken, `otuz beş` or `on altı`. */
function at(time: string): string {
  return `saat ${time}-${/[69]$|[0134]0$/.test(time) ? 'da' : 'də'}`
}

export const az = {
  lang: 'az',
  /** In its own language: a user who looks for it may read no other. */
  languageName: 'Azərbaycanca',
  language: 'Dil',
  format,
  product: 'Vərəqə',
  service: 'Şəxsi hesab vərəqəsi',
  skip: 'Əsas məzmuna keç',
  voen: 'VÖEN',
  navigation: 'Siz buradasınız',
  errorTitle: (title: string) => `Xəta: ${title}`,
  footer: 'Gömrük ödənişləri üzrə büdcə ilə qarşılıqlı hesablaşmalar. Bütün məbləğlər AZN ilədir.',
  funds,
  ledgers,
  operationTypes,
  channels,
  operationName,
  operationPhrase: standalonePhrase,
  range,
  month,
  help,
  operation,
  helpUrl,
  sums,
  namesAndMore: (names: string, more: number) => `${names} və daha ${format.count(more)}`,

  header: {
    menu: 'Menyu',
  },

  columns: {
    operationDate: 'Əməliyyat tarixi',
    name: 'Əməliyyatın adı',
    type: 'Əməliyyatın növü',
    paymentDate: 'Ödəmə tarixi',
    amount: 'Məbləğ',
    debt: 'Borc',
    overpayment: 'Artıq ödəmə',
    ledger: 'Vərəqə',
    fund: 'Tədiyyə növü',
    assessed: 'Hesablanıb',
    reduced: 'Azaldılıb',
    paid: 'Ödənilib',
    open: 'Qalıq borc',
    count: 'Əməliyyat sayı',
    total: 'Cəmi',
  },

  statement: {
    cards: 'Hesabın vəziyyəti',
    balance: 'Balans',
    overpayment: 'Artıq ödəmə',
    debt: 'Cəmi borc',
    assessed: 'Hesablanmışdır',
    paid: 'Ödənilmişdir',
    paidOf: 'ödənilmişdir',
    meanings: {
      balance: (date: string) => `${date} tarixinə hesabdakı vəsait: avans və bütün artıq ödəmələr.`,
      overpayment: (date: string) =>
        `${date} tarixinə tədiyyə növləri üzrə qalan, heç bir borcun bağlanmasına getməmiş vəsait; avans buraya daxil deyil.`,
      debt: (date: string) => `${date} tarixinə hesablanmış, lakin hələ ödənilməmiş məbləğ.`,
      assessed: (range: string) => `Bəyannamələr üzrə, azalmalar çıxılmaqla: ${range}.`,
      unread: 'Axtarış şərtləri düzəldilmədiyi üçün məbləğlər göstərilmir.',
    },
    today: 'Bu günə',
    details: 'Ətraflı',
    detailsOf: (card: string) => `: ${card}`,
    balanceLines: {
      advance: 'Avans gömrük ödənişləri (142330)',
      customs: 'Gömrük ödənişləri üzrə artıq ödəmə',
      eserviceFee: 'Avans – elektron xidmət haqqı (802001)',
      eserviceVat: 'Avans – elektron xidmət haqqının ƏDV-si (114111)',
    },
    ledgers: 'Vərəqələr',
    operations: 'Əməliyyatlar',
    unknown: '–',
  },

  filter: {
    heading: 'Axtarış',
    from: 'Başlanğıc tarix',
    to: 'Son tarix',
    dateHint: 'gg.aa.iiii',
    type: 'Əməliyyatın növü',
    anyType: 'Hamısı',
    declaration: 'Bəyannamənin nömrəsi',
    declarationHint: 'tam nömrə; bir neçəsini vergüllə ayırın',
    payment: 'Ödəniş üzrə şərtlər',
    paid: 'Ödəmə tarixi',
    channel: 'Ödəniş kanalı',
    anyChannel: 'Hamısı',
    paidFrom: 'Ödəmə tarixi: başlanğıc',
    paidTo: 'Ödəmə tarixi: son',
    declarations: (count: number) => `${format.count(count)} bəyannamə`,
    search: 'Axtar',
    clear: 'Təmizlə',
    periods: 'Dövr',
    thisMonth: 'Bu ay',
    lastMonth: 'Keçən ay',
    thisQuarter: 'Bu rüb',
    thisYear: 'Bu il',
    active: 'Seçilmiş şərtlər',
    remove: (chip: string) => `Şərti sil: ${chip}`,
    chip: (field: string, value: string) => `${field}: ${value}`,
  },

  problems: {
    heading: 'Axtarış şərtlərini düzəldin',
    count: (count: number) => `Axtarış şərtlərində ${count} səhv var.`,
    'date-malformed': 'Tarixi gg.aa.iiii şəklində yazın, məsələn, 01.03.2026.',
    'date-unreal': 'Təqvimdə belə tarix yoxdur. Günü və ayı yoxlayın.',
    'range-reversed': 'Son tarix başlanğıc tarixindən əvvəldir. Tarixlərdən birini dəyişin.',
    'range-too-long': 'Dövr ən çoxu 60 təqvim ayını əhatə edə bilər. Tarixlərdən birini dəyişin.',
    'from-in-future': 'Başlanğıc tarix bu gündən sonradır. Bu günü və ya daha əvvəlki günü yazın.',
    'channel-unknown': 'Ödəniş kanalını siyahıdan seçin.',
    'paid-range-reversed': 'Ödəmə tarixinin sonu başlanğıcından əvvəldir. Tarixlərdən birini dəyişin.',
    'type-unknown': 'Əməliyyatın növünü siyahıdan seçin.',
    'declarations-malformed': (numbers: string) =>
      `Bunlar bəyannamə nömrəsi ola bilməz: ${numbers}. Nömrə yalnız rəqəm, latın hərfi, “/” və “-” işarələrindən ibarətdir, ən çoxu 40 işarə.`,
    'declarations-too-many': (limit: number) =>
      `Bir dəfəyə ən çoxu ${limit} bəyannamə nömrəsi axtarıla bilər. Siyahını hissələrə bölün.`,
  },

  found: {
    skip: 'Nəticələrə keç',
    open: 'dövr, növ, bəyannamə nömrəsi, ödəniş',
    calendar: (field: string) => `${field}: təqvimdən seçin`,
    today: 'bugün',
    yesterday: 'dünən',
    date: 'Tarix',
    noBroker: 'Brokeri siyahıdan seçin.',
    noneOfBroker: 'Bu broker bu hesab üzrə bəyannamə verməyib.',
  },

  search: {
    title: 'Axtarış',
    label: 'Nömrə, məbləğ, VÖEN və ya ad',
    find: 'Tap',
    hint: 'Nömrənin istənilən hissəsi, dəqiq məbləğ və ya aralıq (100-200), VÖEN, şirkətin adı.',
    lead: 'Bəyannamə, akt, protokol və ödənişləri nömrəsinin bir hissəsi ilə, əməliyyatları və açıq borcları məbləği ilə, şirkətləri adı və ya VÖEN-i ilə tapın.',
    results: 'Nəticələr',
    companies: 'Şirkətlər',
    declarations: 'Bəyannamələr',
    references: 'Sənəd nömrələri',
    operations: 'Məbləği uyğun əməliyyatlar',
    debts: 'Qalığı uyğun açıq borclar',
    allDebts: 'Bütün açıq borclar, əvvəlcə ən böyük',
    debtsUnread: (debts: number) =>
      `Yalnız ilk ${format.count(debts)} açıq borca baxıldı. Bütün açıq borclar, əvvəlcə ən böyük`,
    broker: (voen: string) => `broker, VÖEN ${voen}; təqdim etdiyi bəyannamələr`,
    open: (state: string, sum: string) => `${state}, qalıq ${sum}`,
    more: {
      declarations: 'Nömrəsində bu yazı olan bütün bəyannamələr',
      references: 'Sənəd nömrələrində axtarışa davam et',
      operations: 'Digər əməliyyatlar',
    },
    moreCompanies: 'Uyğun şirkətlərin hamısı',
    nextCompanies: 'Növbəti şirkətlərdə axtar',
    first: 'İlk nəticələr',
    everywhere: 'Bütün şirkətlərdə axtar',
    empty: 'Nə axtardığınızı yazın: nömrənin bir hissəsi, məbləğ, VÖEN və ya ad.',
    tooLong: (limit: number) => `Axtarış yazısı ən çoxu ${limit} işarə ola bilər. Qısaldın.`,
    refused: 'Axtarış yazısını düzəldin.',
    nothing: 'Heç nə tapılmadı.',
    nothingFor: (typed: string) =>
      `“${typed}” üzrə heç nə tapılmadı. Nömrənin daha qısa hissəsini, məbləği (1.234,50) və ya aralığı (100-200) yoxlayın.`,
    shown: (count: number) => `${format.count(count)} nəticə göstərilir.`,
    noCompany: 'Sizin adınıza şirkət və ya baxış icazəsi yoxdur.',
  },

  operations: {
    title: 'Bütün əməliyyatlar',
    position: (first: string, last: string) => `sətir ${first}–${last}`,
  },

  paging: {
    first: 'İlk səhifə',
    last: 'Son səhifə',
    sizes: 'Səhifədə sətir sayı',
    size: (count: number) => `${count} sətir`,
    orders: 'Sıra',
    newestFirst: 'Əvvəl yenilər',
    oldestFirst: 'Əvvəl köhnələr',
    captionOldestFirst: 'Əməliyyatlar, ən köhnədən yeniyə',
    unknownChoice: 'Belə sətir sayı və ya sıra yoxdur.',
  },

  results: {
    counted: (count: number) => `${format.count(count)} əməliyyat tapıldı.`,
    nothing: 'Əməliyyat tapılmadı.',
    emptyAccount: 'Bu hesabda hələ əməliyyat yoxdur.',
    emptyLedger: 'Bu vərəqədə hələ əməliyyat yoxdur.',
    emptyFilter: 'Bu şərtlərə uyğun əməliyyat yoxdur. Şərtlərdən birini silin və ya dəyişin.',
    emptyDeclaration: (number: string) => `${number} nömrəli bəyannamə üzrə bu şərtlərə uyğun əməliyyat yoxdur.`,
    unknownDeclaration: (number: string) =>
      `Bu hesabda ${number} nömrəli bəyannamə tapılmadı. Nömrəni bəyannamədəki kimi yazın.`,
    emptyDeclarations: 'Bu bəyannamələr üzrə bu şərtlərə uyğun əməliyyat yoxdur.',
    unknownDeclarations: (numbers: string) => `Bu hesabda tapılmayan bəyannamələr: ${numbers}.`,
    invalidFilter: 'Şərtlər düzəldiləndən sonra əməliyyatlar burada görünəcək.',
    pastTheEnd: 'Bu səhifədə əməliyyat yoxdur.',
    firstPage: 'İlk səhifəyə qayıt',
    openDeclaration: (number: string) => `${number} nömrəli bəyannaməni aç`,
  },

  ledger: {
    otherLedgers: 'Vərəqələr',
    summary: 'Qalıqlar və hərəkət',
    opening: 'İlkin qalıq',
    closing: 'Son qalıq',
    from: (date: string) => `${date} tarixinin əvvəlinə`,
    to: (date: string) => `${date} tarixinin sonuna`,
    fromStart: 'uçotun əvvəlinə',
    toNow: 'bu günə',
    entries: 'Əməliyyatlar, ən yenidən köhnəyə',
    legend: 'Bu əməliyyat növlərinin izahı',
    paging: 'Səhifələr',
    newer: 'Əvvəlki səhifə',
    older: 'Növbəti səhifə',
    newest: 'Bu, ilk səhifədir.',
    oldest: 'Bu, son səhifədir.',
    position: (dates: string, rows: string) => `${dates}, №\u00a0${rows}`,
  },

  export: {
    ...exports,
    /** For clients that read only ASCII. */
    asciiFileName: (name: string) =>
      name
        .replaceAll('ə', 'e')
        .replaceAll('ı', 'i')
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[^ -~]/g, '_'),
  },

  extract: {
    title: 'Şəxsi hesab vərəqəsindən çıxarış',
    link: 'Çap üçün çıxarış',
    printHint: 'Çap etmək və ya PDF kimi saxlamaq üçün brauzerin çap əmrini seçin (Ctrl+P).',
    toStatement: 'Şəxsi hesab vərəqəsinə qayıt',
    toLedger: 'Vərəqəyə qayıt',
    problems: 'Sənədi hazırlamaq olmur: axtarış şərtlərini düzəldin',
    nameAndVoen: (name: string, voen: string) => `${isolatedText(name)}, VÖEN ${voen}`,
    taxpayer: 'Ödəyici',
    period: 'Dövr',
    ledger: 'Vərəqə',
    madeAt: 'Hazırlanıb',
    bakuTime: (instant: string) => `${instant}, Bakı vaxtı`,
    books: 'Uçotun vəziyyəti',
    booked: (count: number, last: string | null) =>
      last === null
        ? `${format.count(count)} bildiriş uçota alınıb, əməliyyat yoxdur`
        : `${format.count(count)} bildiriş uçota alınıb, son əməliyyat ${last}`,
    onlyNewest: (selected: number, shown: number) =>
      `Seçilmiş ${format.count(selected)} əməliyyatdan yalnız ən yeni ${format.count(shown)} əməliyyat göstərilir. Qalıqlara və yekunlara göstərilməyən əməliyyatlar da daxildir.`,
    choosePeriod: 'Hamısını çap etmək üçün dövrü qısaldın.',
    exportHasAll: 'Bütün əməliyyatları Export ilə də yükləmək olar.',
    onlySelected: 'Sənəddə yalnız şərtlərə uyğun əməliyyatlar var; onlar qalıqları izah etmir.',
    asOf: (date: string) => `${date} tarixinə`,
    leftOut: (count: number) => `Göstərilməyən əvvəlki əməliyyatlar: ${format.count(count)}`,
    sumOf: (count: number) => `Seçilmiş əməliyyatlar: ${format.count(count)}`,
  },

  pdf: {
    link: 'PDF',
    /** The document puts the numbers in. */
    pageOfPages: 'Səhifə {page} / {pages}',
    tooLongTitle: 'PDF sənədi hazırlanmadı',
    tooLong: (max: number) =>
      `PDF sənədi ${format.count(max)} sətirdən çox ola bilməz. Dövrü qısaldın və ya şərtləri dəqiqləşdirin.`,
    exportHasAll: 'Export bütün sətirləri yükləyir.',
    toExport: 'Export ilə yüklə',
    back: 'Səhifəyə qayıt',
    refusals: {
      busy: 'Hazırda çox sənəd hazırlanır. Bir azdan yenidən cəhd edin.',
      'too-long': 'Sənədin hazırlanması çox uzun çəkdi. Dövrü qısaldın və ya Export-dan istifadə edin.',
      'too-much-memory': 'Sənəd həddən artıq böyükdür. Dövrü qısaldın və ya Export-dan istifadə edin.',
      ended: 'Sənədin hazırlanması yarımçıq qaldı. Yenidən cəhd edin.',
      'seal-ended':
        'Sistemin möhür sertifikatının müddəti bitib, ona görə sənəd verilə bilmir. Sistemin operatoruna müraciət edin.',
    },
    declarationFileName: 'bəyannamə',
  },

  declaration: {
    title: (number: string) => `${number} nömrəli bəyannamə`,
    kind: 'Gömrük bəyannaməsi',
    state: 'Vəziyyəti',
    states: {
      open: 'Açıq',
      'partly-paid': 'Qismən ödənilib',
      settled: 'Ödənilib',
      nothing: 'Borc yoxdur',
      cancelled: 'Ləğv edilib',
      amended: 'düzəliş edilib',
    },
    declarant: 'Gömrük brokeri',
    charges: 'Tədiyyə növləri üzrə hesablamalar',
    noCharges: 'Bu bəyannamə üzrə hesablama yoxdur.',
    entries: 'Nə hesablanıb, nə dəyişib və necə ödənilib',
    from: 'Yekunun dəyişməsi və ya pulun mənbəyi',
    changed: (before: string, after: string) => `yekun ${before} → ${after}`,
    partOverpaid: (amount: string) => `${amount} artıq ödənilmişdi və artıq ödəməyə çevrilib`,
    moreSources: 'və digər ödənişlər',
    how: {
      byNumber: (amount: string) =>
        `${amount} ödənilməyib: onu bağlayan vəsait daxil olmayıb və ya daha köhnə borclara gedib. Bu borcu növbədənkənar, bəyannamənin nömrəsi ilə HÖP-də ödəmək olar; VÖEN üzrə avansa (142330) ödəniş əvvəl daha köhnə borcları bağlayır.`,
      amended: (amount: string) =>
        `${amount} borc düzəlişdən yaranıb, ona görə bəyannamənin nömrəsi ilə ödənilmir: o, yalnız VÖEN üzrə ödənilir və avansdan növbə ilə silinir.`,
      eservice: (amount: string) =>
        `${amount} elektron xidmət borcudur: yalnız öz kodu ilə (802001 və ya 114111) ödənilir.`,
    },
    noEntries: 'Bu bəyannamə üzrə əməliyyat yoxdur.',
    shown: (count: number) => `${format.count(count)} əməliyyat göstərilir.`,
    first: 'Əvvəlinə qayıt',
    next: 'Növbəti əməliyyatlar',
    position: (seq: string) => `№\u00a0${seq} və sonrakı əməliyyatlar`,
  },

  reference: {
    kind: 'Akt, protokol və ya digər sənəd',
    title: (number: string) => `${number} nömrəli sənəd`,
    charges: 'Bu nömrə ilə nə hesablanıb və necə ödənilib',
    shown: (count: number) => `${format.count(count)} hesablama göstərilir.`,
    about: (date: string, amount: string, dueOn: string, state: string, open: string) =>
      `${date} tarixində ${amount} hesablanıb, ödənişin son günü ${dueOn}. Vəziyyəti: ${state}; qalıq borc ${open}.`,
    more: 'Bu borcu bağlayan bütün əməliyyatlar',
    first: 'Əvvəlinə qayıt',
    next: 'Növbəti hesablamalar',
    position: 'davamı',
    open: (fund: string, amount: string) => `${fund}: ${amount} ödənilməyib.`,
  },

  liveUpdate: {
    updated: (time: string) => `Hesab ${at(time)} yeniləndi.`,
    manual: 'Brauzeriniz trafikə qənaət edir, ona görə səhifə öz-özünə yenilənmir.',
    refresh: 'Yenilə',
  },

  preview: {
    title: 'Ödəniş hesablayıcısı',
    lead: 'Avansa ödəniş etsəniz, hansı borcların hansı ardıcıllıqla bağlanacağını burada görərsiniz. Bu, yalnız hesablamadır: heç nə yazılmır və ödənilmir.',
    question: 'Avansa ödənişin nəticəsi',
    amount: 'Məbləğ, AZN',
    amountHint: 'məsələn, 1.234,50',
    ask: 'Göstər',
    link: 'Ödənişin nəticəsini göstər',
    problemsHeading: 'Məbləği düzəldin',
    problems: {
      'amount-malformed': 'Məbləği rəqəmlərlə yazın, qəpikləri vergüldən sonra: 1234,50 və ya 1.234,50.',
      'amount-zero': 'Sıfırdan böyük məbləğ yazın.',
      'amount-too-large': 'Bu qədər məbləği hesaba yazmaq olmaz. Daha kiçik məbləğ yazın.',
    },
    invalidAmount: 'Məbləğ düzəldiləndən sonra nəticə burada görünəcək.',
    found: (amount: string, count: number) =>
      `Avansa ${amount} ödənilsə, bu vəsait ${format.count(count)} borcun ödənilməsinə gedər.`,
    foundMore: (amount: string, count: number) =>
      `Avansa ${amount} ödənilsə, bu vəsait ${format.count(count)} borcdan çoxunun ödənilməsinə gedər.`,
    foundNone: (amount: string) => `Avansa ${amount} ödənilsə, ödəniləcək gömrük borcu yoxdur.`,
    asOf: (instant: string) => `${instant} vəziyyətinə görə. Heç nə yazılmayıb.`,
    result: 'Nəticə',
    advanceLeft: 'Avansda qalan məbləğ',
    openTotal: 'Ödənilməmiş qalan gömrük borcu',
    closedHeading: 'Ödəniləcək borclar, ardıcıllıqla',
    openHeading: 'Ödənilməmiş qalan borclar, ardıcıllıqla',
    openLead: 'Daha çox ödəniş edilənədək bu borclar ödənilməmiş qalar.',
    onlyFirst: (count: number) => `Yalnız ilk ${format.count(count)} borc göstərilir.`,
    document: 'Sənəd',
    declaration: 'bəyannamə',
    reference: 'akt və ya protokol',
    paid: 'Ödənilər',
    remaining: 'Qalar',
    outcome: 'Bağlanır?',
    paidInFull: 'tam',
    paidInPart: 'qismən',
    pay: 'HÖP ilə ödə',
    codeTerms: (voen: string, code: string, amount: string) => `VÖEN ${voen}, kod ${code}, ${amount}`,
    fundTerms: (voen: string, fund: string, amount: string) => `VÖEN ${voen}, ${fund}, ${amount}`,
    declarationTerms: (number: string, amount: string) => `bəyannamə ${number}, ${amount}`,
  },

  charts: {
    title: 'Diaqramlar',
    period: 'Göstərilən dövr',
    show: 'Göstər',
    problemsHeading: 'Tarixləri düzəldin',
    periods: {
      default: 'Son 12 ay',
      thisQuarter: 'Bu rüb',
      thisYear: 'Bu il',
      lastYear: 'Keçən il',
      maximum: 'Son 5 il',
    },
    shown: (range: string, months: number) => `${range}: ${months} ay göstərilir.`,
    invalidDates: 'Tarixlər düzəldiləndən sonra bu dövrün diaqramları burada görünəcək.',
    units: ['AZN', 'min AZN', 'mln AZN', 'mlrd AZN', 'trln AZN'] as readonly string[],

    months: 'Aylar üzrə hesablanmış və ödənilmiş məbləğlər',
    monthsLead:
      'Hər ay bəyannamələr üzrə nə qədər hesablanıb və həmin hesablamaların nə qədəri bu günədək ödənilib. Sonrakı azalmalar çıxılıb. Ödəniş pulun daxil olduğu ayda yox, hesablamanın ayında göstərilir. Yekun eyni tarixlər üçün “Hesablanmışdır” kartında göstərilən məbləğlərə bərabərdir.',
    monthsTitle: (range: string) => `Aylar üzrə hesablanmış və ödənilmiş məbləğlər, ${range}`,
    monthsDescription: (assessed: string, paid: string, highest: { month: string; amount: string }) =>
      `Hər ay üçün iki sütun. Cəmi hesablanıb: ${assessed}, ondan ödənilib: ${paid}. Ən çox hesablama: ${highest.month}, ${highest.amount}.`,
    monthsCaption: 'Bu diaqramın rəqəmləri, aylar üzrə',
    assessedKey: (sum: string) => `Hesablanıb: ${sum}`,
    paidKey: (sum: string) => `Ödənilib: ${sum}`,
    noneAssessed: 'Bu dövrdə bəyannamələr üzrə hesablama yoxdur.',
    month: 'Ay',

    balances: 'Borc və avans',
    balancesLead: {
      day: 'Hər günün sonuna avans (xəttin üstündə) və doqquz tədiyyə növü üzrə cəmi borc (xəttin altında).',
      week: 'Hər həftənin, dövrün ilk və son gününün sonuna avans (xəttin üstündə) və doqquz tədiyyə növü üzrə cəmi borc (xəttin altında). İki aydan uzun olmayan dövrdə hər gün görünür.',
      month:
        'Hər ayın, dövrün ilk və son gününün sonuna avans (xəttin üstündə) və doqquz tədiyyə növü üzrə cəmi borc (xəttin altında). İki aydan uzun olmayan dövrdə hər gün görünür.',
    } satisfies Record<Grain, string>,
    balancesTitle: (range: string) => `Borc və avans, ${range}`,
    balancesDescription: (debt: { day: string; amount: string }, advance: { day: string; amount: string }) =>
      `Pilləli iki sahə: avans xəttin üstündə, borc altında. Ən böyük borc: ${debt.day}, ${debt.amount}. Ən böyük avans: ${advance.day}, ${advance.amount}.`,
    balancesCaption: 'Bu diaqramın rəqəmləri, günün sonuna',
    advance: 'Avans',
    advanceKey: (day: string, sum: string) => `Avans, ${day} tarixinə: ${sum}`,
    debtKey: (day: string, sum: string) => `Cəmi borc, ${day} tarixinə: ${sum}`,
    noBalances: 'Bu dövrdə nə borc, nə avans olub.',
    day: 'Tarix',

    ageing: 'Borcun yaranma vaxtına görə bölgüsü',
    ageingLead: (today: string) =>
      `${today} tarixinə ödənilməmiş hesablamalar, hesablama tarixindən keçən günlərin sayına görə. Yekun “Cəmi borc” kartındakı məbləğə bərabərdir.`,
    ageingTitle: (today: string) => `Borcun yaranma vaxtına görə bölgüsü, ${today} tarixinə`,
    ageingDescription: (age: string, debt: string) => `${age}: ${debt}.`,
    ageingCaption: 'Bu diaqramın rəqəmləri',
    age: 'Hesablamadan keçən müddət',
    ageNames: {
      '0-30': '0–30 gün',
      '31-60': '31–60 gün',
      '61-90': '61–90 gün',
      '91-': '90 gündən çox',
    } satisfies Record<Age, string>,
    ageingTotal: (sum: string) => `Cəmi borc: ${sum}`,
    noDebt: 'Borc yoxdur.',
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
    sections: 'Hesabın bölmələri',
    groups: { papers: 'Sənədlər və üzləşmə', viewers: 'Hesaba baxış' },
    statement: 'Vərəqələr',
    operations: 'Bütün əməliyyatlar',
    declarations: 'Bəyannamələr',
    debts: 'Açıq borclar',
    pictures: 'Diaqramlar',
    preview: 'Ödəniş hesablayıcısı',
    documents: 'Verilmiş sənədlər',
    'own-books': 'Öz uçotunuzla müqayisə',
    acts: 'Üzləşmə aktları',
    mandates: 'Brokerlər',
    'access-log': 'Baxış jurnalı',
    switch: 'Şirkəti dəyiş',
    asBroker: (voen: string) => `Broker kimi: VÖEN ${voen}`,
  },

  companies: {
    title: 'Şəxsi kabinet',
    heading: 'Şirkətlərim',
    lead: 'Təmsil etdiyiniz şirkətlər. Hesabı açmaq üçün şirkətin keçidini seçin.',
    company: 'Şirkət',
    position: 'Vəzifə',
    linkOf: (company: string) => `: ${company}`,
    noAccount: 'hələ hesab yoxdur',
    none: 'ASAN Login-də adınıza heç bir şirkətin sertifikatı yoxdur, ona görə burada göstəriləcək hesab da yoxdur. Şirkətin rəhbərindən sertifikatı adınıza almasını xahiş edin, sonra çıxıb yenidən daxil olun.',
    clientsHeading: 'Broker kimi',
    clients: (count: number) => `Müştərilər (${format.count(count)})`,
    clientsLead: 'Şirkətinizə baxış icazəsi vermiş müştərilərin hesabları.',
  },

  clients: {
    title: 'Müştərilər',
    lead: 'Şirkətinizə baxış icazəsi vermiş müştərilər. Hər icazə ilə nəyin göründüyü və icazənin nə vaxtadək qüvvədə olduğu yanında yazılıb.',
    search: 'Müştərinin adı və ya VÖEN-i',
    caption: 'Müştərilər və onların hesabları',
    columns: {
      name: 'Müştəri',
      debt: 'Borc',
      advance: 'Avans',
      last: 'Son əməliyyat',
      shows: 'Nə görünür',
      until: 'Baxış icazəsi',
    },
    whole: 'Bütün hesab',
    filed: 'Yalnız brokerin verdiyi bəyannamələr',
    withoutExport: 'Export yoxdur',
    until: (date: string) => `${date} tarixinədək`,
    openEnd: 'müddətsiz',
    of: (broker: string) => `broker, VÖEN ${broker}`,
    hidden: 'göstərilmir',
    noAccount: 'hələ hesab yoxdur',
    noOperation: 'əməliyyat yoxdur',
    all: (count: number) => `${format.count(count)} müştəri.`,
    found: (count: number, all: number) => `${format.count(all)} müştəridən ${format.count(count)} müştəri tapıldı.`,
    shown: (first: number, last: number) => `${format.count(first)}–${format.count(last)} göstərilir.`,
    position: (start: number) => `№\u00a0${format.count(start)} və sonrakılar`,
    none: 'Bu gün heç bir müştərinin verdiyi baxış icazəsi qüvvədə deyil. İcazəni müştərinin nümayəndəsi öz hesabının “Brokerlər” bölməsində verir.',
    nothing: (words: string) => `“${words}” axtarışına uyğun müştəri yoxdur. Adı və ya VÖEN-i başqa cür yazın.`,
    pastTheEnd: 'Bu səhifədə müştəri yoxdur.',
  },

  mandates: {
    title: 'Brokerlər',
    heading: 'Brokerlərə verilmiş baxış icazələri',
    lead: 'Baxış icazəsi ilə gömrük brokeri hesabınıza baxa bilir, başqa heç nə edə bilmir. İcazənin verilməsi, dəyişdirilməsi və geri götürülməsi dərhal qüvvəyə minir.',
    caption: 'Baxış icazələri, qüvvədə olanlar əvvəl',
    none: 'Hələ heç bir brokerə baxış icazəsi verilməyib.',
    broker: 'Gömrük brokeri',
    period: 'Müddət',
    openEnd: (from: string) => `${from} tarixindən, müddətsiz`,
    shows: 'Nə görünür',
    exports: 'Export',
    exported: 'icazə var',
    notExported: 'icazə yoxdur',
    state: 'Vəziyyəti',
    states: {
      holds: 'qüvvədədir',
      future: 'hələ başlamayıb',
      ended: 'müddəti bitib',
      withdrawn: 'geri götürülüb',
    },
    action: 'Əməliyyat',
    change: 'Dəyiş',
    changeOf: (broker: string) => `: VÖEN ${broker}`,
    grantHeading: 'Yeni baxış icazəsi',
    grant: 'Baxış icazəsi ver',
    changeTitle: (broker: string) => `VÖEN-i ${broker} olan brokerin baxış icazəsi`,
    changeHeading: 'Şərtlər',
    save: 'Yadda saxla',
    grantAgain: 'Yenidən ver',
    withdrawHeading: 'Geri götürmək',
    withdrawQuestion:
      'Baxış icazəsini geri götürsəniz, broker həmin andan hesabınızı görməyəcək. Sonra onu yenidən verə bilərsiniz. Geri götürülsün?',
    withdraw: 'Bəli, geri götür',
    form: {
      broker: 'Brokerin VÖEN-i',
      brokerHint: '10 rəqəm',
      from: 'İlk gün',
      to: 'Son gün',
      dateHint: 'gg.aa.iiii',
      toHint: 'gg.aa.iiii; boş qalsa, müddətsiz',
      scope: 'Broker nə görsün?',
      balances: 'Bütün hesabı: qalıqları, vərəqələri və bəyannamələri',
      declarations: 'Yalnız özünün verdiyi bəyannamələri, qalıqlarsız',
      balancesHint: 'Başqa brokerlərin verdiyi bəyannamələr və bütün keçmiş əməliyyatlar da daxil olmaqla.',
      declarationsHint: 'İcazədən əvvəl verdikləri də daxil olmaqla.',
      exports: 'Broker gördüyünü Export edə bilsin',
      exportsHint:
        'Hər Export “Baxış jurnalı” bölməsində görünür. Yüklənmiş fayl icazə bitəndən sonra da brokerdə qalır.',
    },
    problemsHeading: 'Baxış icazəsinin şərtlərini düzəldin',
    problems: {
      'broker-malformed': 'Brokerin VÖEN-ini yazın: 10 rəqəm, sonuncusu 1 və ya 2.',
      'broker-itself': 'Bu, şirkətin öz VÖEN-idir. Brokerin VÖEN-ini yazın.',
      'date-malformed': 'Tarixi gg.aa.iiii şəklində yazın, məsələn, 01.03.2026.',
      'date-unreal': 'Təqvimdə belə tarix yoxdur. Günü və ayı yoxlayın.',
      'range-reversed': 'Son gün ilk gündən əvvəldir. Günlərdən birini dəyişin.',
      'to-past': 'Son gün keçib. Bu günü və ya sonrakı bir günü yazın, yaxud boş qoyun.',
      'scope-missing': 'Brokerin nə görəcəyini seçin.',
      'withdrawn-meanwhile':
        'Siz dəyişərkən bu icazə geri götürülüb. Onu yenidən vermək istəyirsinizsə, formanı bir daha göndərin.',
      'changed-meanwhile':
        'Siz dəyişərkən bu icazənin şərtləri dəyişdirilib. İndiki şərtlər aşağıdadır; onları formadakı şərtlərlə əvəz etmək istəyirsinizsə, formanı bir daha göndərin.',
    },
    done: {
      granted: (broker: string) => `VÖEN-i ${broker} olan brokerə baxış icazəsi verildi.`,
      changed: (broker: string) => `VÖEN-i ${broker} olan brokerin baxış icazəsi dəyişdirildi.`,
      unchanged: (broker: string) => `VÖEN-i ${broker} olan brokerin baxış icazəsi elə belə idi, heç nə dəyişmədi.`,
      withdrawn: (broker: string) => `VÖEN-i ${broker} olan brokerin baxış icazəsi geri götürüldü.`,
    },
  },

  accessLog: {
    title: 'Baxış jurnalı',
    heading: 'Hesaba kim baxıb',
    lead: 'Baxış hər sessiya üçün 15 dəqiqədə ən çoxu bir dəfə, hər Export və baxış icazəsində hər dəyişiklik isə ayrıca qeyd olunur.',
    none: 'Hələ heç kim bu hesaba baxmayıb.',
    pastTheEnd: 'Bu səhifədə qeyd yoxdur.',
    caption: 'Qeydlər, ən yenidən köhnəyə',
    at: 'Vaxt',
    who: 'Kim',
    behalf: 'Kimin adından',
    own: 'şirkətin özü',
    broker: (voen: string) => `broker, VÖEN ${voen}`,
    action: 'Nə edib',
    viewed: 'hesaba baxıb',
    viewedInList: 'hesabın borcuna və qalığına siyahıda baxıb',
    exported: 'Export edib',
    exportedWhat: (what: string) => `Export edib: ${what}`,
    issued: (what: string) => `Sənəd alınıb: ${what}`,
    all: 'bütün vərəqələr',
    mandates: {
      'mandate-granted': (broker: string, terms: string) => `brokerə baxış icazəsi verib (VÖEN ${broker}): ${terms}`,
      'mandate-changed': (broker: string, terms: string) =>
        `brokerin baxış icazəsini dəyişib (VÖEN ${broker}): ${terms}`,
      'mandate-withdrawn': (broker: string, terms: string) =>
        `brokerin baxış icazəsini geri götürüb (VÖEN ${broker}): ${terms}`,
    },
    mayExport: 'Export edə bilər',
    mayNotExport: 'Export edə bilməz',
    shown: (count: number) => `${format.count(count)} qeyd göstərilir.`,
    first: 'Ən yenilərə qayıt',
    next: 'Daha köhnə qeydlər',
  },

  declarationList: {
    filter: 'Bəyannamələri seçin',
    filterParts: 'təsdiq tarixi, vəziyyət, broker',
    from: 'Təsdiq tarixi, başlanğıc',
    to: 'Təsdiq tarixi, son',
    amended: 'Düzəliş edilib',
    unknownState: 'Vəziyyəti siyahıdan seçin.',
    oldestFirst: 'Bəyannamələr, ən köhnədən yeniyə',
    totals: (count: number) => `Seçilmiş bəyannamələr: ${format.count(count)}. Onların bugünkü cəmi:`,
    tooManyToSum: (limit: number) =>
      `Cəm göstərilmir: o, yalnız ən çoxu ${format.count(limit)} bəyannaməyə baxılanda hesablanır.`,
    noneFound: 'Bu şərtlərə uyğun bəyannamə yoxdur.',
    goesOn: (limit: number) =>
      `Baxılmış ${format.count(limit)} bəyannamə arasında şərtlərə uyğunu yoxdur. Axtarış növbəti səhifədə davam edir.`,
    invalid: 'Şərtləri düzəldəndən sonra bəyannamələr burada görünəcək.',
  },

  declarations: {
    title: 'Bəyannamələr',
    caption: 'Bəyannamələr, ən yenidən köhnəyə',
    onlyFiled: (broker: string) =>
      `Baxış icazəsi ilə yalnız VÖEN-i ${broker} olan brokerin verdiyi bəyannamələr görünür. Hesabın qalan hissəsi, o cümlədən qalıqlar görünmür.`,
    none: 'Bu hesabda hələ bəyannamə yoxdur.',
    noneFiled: 'Broker bu hesab üzrə hələ bəyannamə verməyib.',
    pastTheEnd: 'Bu səhifədə bəyannamə yoxdur.',
    shown: (count: number) => `${format.count(count)} bəyannamə göstərilir.`,
    position: (first: string, last: string) => (first === last ? first : `${first} – ${last}`),
    exportHint: 'Görünən bütün bəyannamələr tədiyyə növləri üzrə, Excel faylı (XLSX)',
    fileName: 'bəyannamələr',
  },

  signIn: {
    title: 'Daxil olun',
    button: 'ASAN Login',
    first: 'Bu səhifəni görmək üçün daxil olun. Daxil olandan sonra ona qayıdacaqsınız.',
    person: 'Daxil olmuş şəxs',
    cabinet: 'Şəxsi kabinet',
    signOut: 'Çıxış',
    signedOut: 'Çıxış etdiniz.',
    signedOutTitle: 'Çıxış etdiniz',
    signingOutThere: 'Bu xidmətdən çıxdınız. İndi ASAN Login-dən də çıxırsınız.',
    signOutThere: 'ASAN Login-dən çıx',
    again: 'Yenidən daxil ol',
    refusedTitle: 'Daxil olmaq mümkün olmadı',
    refused: {
      unknown:
        'Girişin vaxtı keçib, o artıq istifadə olunub və ya brauzer kukiləri saxlamayıb. Kukilərə icazə verin və yenidən daxil olun.',
      forged: 'Giriş cavabı bu brauzerdən göndərilmiş sorğuya uyğun deyil. Yenidən daxil olun.',
      declined: 'Giriş təsdiqlənmədi. İstəsəniz, yenidən daxil olun.',
      inactive: 'ASAN Login-də hesabınız aktiv deyil. Onu ASAN Login-də aktivləşdirin.',
      unreadable: 'ASAN Login-in cavabını oxumaq mümkün olmadı. Bir azdan yenidən daxil olun.',
    },
    unreachable: 'ASAN Login hazırda cavab vermir. Bir azdan yenidən cəhd edin.',
  },

  sessions: {
    title: 'Sessiyalar',
    lead: 'Daxil olduğunuz bütün cihazlar. Tanımadığınız sessiyanı bitirin.',
    thisSession: 'Bu sessiya',
    openUntil: (time: string) => `Sessiya ${at(time)}k açıqdır.`,
    warning: (time: string) => `Sessiya ${at(time)} bitəcək. Davam etmək üçün onu uzadın.`,
    lastWarning: (time: string) => `Sessiya ${at(time)} bitəcək və uzadıla bilməz. Sonra yenidən daxil olun.`,
    extend: 'Sessiyanı uzat',
    device: 'Cihaz',
    unknownDevice: 'Naməlum cihaz',
    address: 'Ünvan',
    openedAt: 'Daxil olub',
    lastSeenAt: 'Son müraciət',
    action: 'Əməliyyat',
    current: 'Bu cihaz',
    end: 'Bitir',
    endOf: (device: string, openedAt: string) => `: ${device}, ${openedAt}`,
    endOthers: 'Digər sessiyaların hamısını bitir',
    ended: (count: number) =>
      count === 0
        ? 'Heç bir sessiya bitirilmədi: belə sessiya yoxdur və ya artıq bitib.'
        : `${count} sessiya bitirildi.`,
  },

  testIdentity: {
    title: 'Sınaq girişi',
    disclaimer: 'Bu, ASAN Login deyil: sınaq üçün giriş səhifəsidir. Heç bir şəxs yoxlanılmır, adlar uydurmadır.',
    about: (companies: readonly string[]) =>
      companies.length === 0 ? 'Heç bir şirkəti təmsil etmir' : companies.join(', '),
    decline: 'İmtina et',
    signOutTitle: 'Sınaq girişindən çıxış',
    signOut: 'Sınaq girişindən də çıxmaq istəyirsiniz?',
    signOutYes: 'Bəli, çıx',
    signOutNo: 'Xeyr',
    signedOut: 'Sınaq girişindən çıxdınız.',
    failed: (code: string) => `Sınaq girişi sorğunu qəbul etmədi (${code}). Yenidən daxil olun.`,
  },

  clientKinds: {
    debt: 'Yalnız borcu olanlar',
    ending: 'İcazəsi tezliklə bitənlər',
    endsSoon: 'tezliklə bitir',
    pageTotal: 'Bu səhifədə cəmi',
    hidden: (clients: number) => `Borcunu göstərməyən ${format.count(clients)} müştəri bu siyahıda yoxdur.`,
    none: 'Belə müştəri yoxdur.',
  },

  /** Asked before a mandate is granted. */
  mandateQuestion: {
    title: 'Broker budurmu?',
    named: (broker: string, name: string) =>
      `${broker} nömrəli VÖEN ${isolatedText(name)} ödəyicisinindir. İcazə ona verilsin?`,
    unknown: (broker: string) => `${broker} nömrəsi düzdür? Bu nömrə ilə ödəyici bu xidmətdə qeydə alınmayıb.`,
    doubtful: (broker: string) =>
      `${broker} nömrəsi düzdür? Yoxlama rəqəmi uyğun gəlmir və bu nömrə ilə ödəyici burada qeydə alınmayıb.`,
    meant: (voen: string, name: string) => `Bəlkə iki rəqəmin yeri dəyişib: ${voen}, ${isolatedText(name)}?`,
    exists:
      'Bu broker üçün artıq baxış icazəsi var. İndiki şərtləri aşağıdadır; təsdiq etsəniz, onları dərhal formadakı şərtlər əvəz edəcək.',
    withdrawn:
      'Bu brokerin baxış icazəsi geri götürülüb. Son şərtləri aşağıdadır; təsdiq etsəniz, icazə formadakı şərtlərlə yenidən veriləcək.',
    confirm: 'Bəli, icazə ver',
    replace: 'Bəli, şərtləri əvəz et',
  },

  /** Who the broker of a mandate is. */
  brokerIs: {
    named: (name: string) => `Broker: ${isolatedText(name)}.`,
    unknown: 'Bu nömrə ilə ödəyici bu xidmətdə qeydə alınmayıb.',
    doubtful: 'Bu nömrə düzdür? Onun yoxlama rəqəmi uyğun gəlmir və bu nömrə ilə ödəyici burada qeydə alınmayıb.',
  },

  entrance: {
    lead: 'Gömrük ödənişləri üzrə büdcə ilə hesablaşmalarınız bir yerdə: nə hesablanıb, nə ödənilib, nə qədər borc və ya artıq ödəmə var.',
    whatHeading: 'Burada nə görmək olar',
    what: [
      'Bu günə olan borcunuz: hansı bəyannamə və tədiyyə növü üzrə, nə qədər.',
      'Hər ödənişin nəyə getdiyi və balansda nə qədər qaldığı.',
      'Ödəsəniz, hansı borcların bağlanacağı – ödənişdən əvvəl.',
      'Çap və PDF üçün çıxarış, cədvəl proqramı üçün fayl.',
      'Üzləşmə aktı və öz uçotunuzla müqayisə.',
    ],
    whoHeading: 'Kimlər üçündür',
    who: 'Xarici ticarətlə məşğul olan şirkətlər və fərdi sahibkarlar, onların mühasibləri və rəhbərləri, habelə müştərinin baxış icazəsi verdiyi gömrük brokerləri.',
    needHeading: 'Nə lazımdır',
    need: ['ASAN Login hesabı.', 'Şirkətin adınıza olan sertifikatı; brokerə müştərinin verdiyi baxış icazəsi də.'],
    how: 'ASAN Login ilə daxil olun, sonra “Şəxsi kabinet” bölməsində şirkəti və “Şəxsi hesab vərəqəsi” keçidini seçin. Şirkət birdirsə, onun hesabı dərhal açılır.',
    helpHeading: 'Kömək',
    verify: 'hesabdan verilmiş çıxarışı və ya aktı nömrəsi ilə hər kəs yoxlaya bilər, daxil olmadan.',
    contact: (contact: string) => `Əlaqə: ${isolatedText(contact)}`,
    demoHeading: 'Bu, nümayişdir',
    demo: 'Şirkətlər, bəyannamələr və borclar uydurmadır, heç bir pul köçürülmür.',
    trialHeading: 'Bu, sınaqdır',
    people: '“ASAN Login” düyməsi sınaq girişinə aparır: parol soruşulmur, bu şəxslərdən birini seçin:',
    portal: 'borcu pul köçürmədən ödəyin.',
    officer:
      'bəyannamə təsdiqləyin, ona düzəliş edin, artıq ödəməni qaytarın. Açıq hesab nəticəni iki saniyəyə göstərir.',
  },

  sessionEnd: {
    title: 'Sessiya bitib.',
    kept: 'Yazdıqlarınız itməyib: yenidən daxil olun, bu səhifə onlarla birlikdə qayıdacaq.',
    signInAgain: 'Sessiyanız bitib. Yenidən daxil olun: həmin səhifəyə qayıdacaqsınız.',
    formKept:
      'Sessiyanız bitdiyi üçün forma göndərilmədi. Yazdıqlarınız itməyib: yenidən daxil olun, formanı yoxlayıb göndərin.',
    typed: 'Sessiya bitdiyi üçün bu forma göndərilməmişdi. Yazdıqlarınızı yoxlayın və göndərin.',
  },

  sandbox: {
    title: 'Sınaq',
    disclaimer: 'Bu, sınaqdır.',
    noMoney:
      'Nə gpp.az, nə də gömrük sistemidir: heç bir pul köçürülmür. Göndərilənlər yalnız bu sınaq bazasındakı hesablara yazılır.',
    sections: 'Sınağın bölmələri',
    hop: 'Ödəniş portalı (HÖP)',
    officer: 'Gömrük əməkdaşının iş yeri',
    payees: {
      customs: 'Dövlət Gömrük Komitəsi',
      terminal: '“Azterminalkompleks” Birliyi',
    },
    targets: {
      '142330': '142330 – Avans-Gömrük ödənişləri üzrə (gömrük rüsumu, aksiz vergisi, yığım, ƏDV)',
      '802001': '802001 – Avans-Elektron xidmət haqqı',
      '114111': '114111 – Avans-Elektron xidmət haqqının ƏDV-si',
    },
    voenSearch: 'VÖEN avans',
    voenHint: '10 rəqəm',
    declarationSearch: 'Bəyannamə nömrəsi',
    declarationHint: 'Növbədənkənar ödəniş: bir bəyannamənin borcu dərhal bağlanır',
    search: 'Axtar',
    searchOf: (what: string, payee: string) => `: ${what}, ${payee}`,
    paymentHeading: 'Ödəniş',
    taxpayer: 'Ödəyici',
    advance: 'Avansda',
    declaration: 'Bəyannamə',
    payable: 'Nömrə üzrə ödənilə bilər',
    amendedOutstanding: 'Düzəlişdən yaranmış borc',
    target: 'Nə üzrə ödənilir?',
    fundTarget: (fund: string, debt: string) => `${fund} (bu günə borc ${debt})`,
    amount: 'Məbləğ, AZN',
    amountHint: 'məsələn, 1234,50',
    pay: 'Ödə',
    choose: 'Seçin',
    unknownPayer: {
      title: 'VÖEN göstərmədən ödə',
      about: 'Ödəyici müəyyən edilə bilmir: gömrük əməkdaşı ödənişi ödəyiciyə təyin edənədək pul gözləyir.',
    },
    notPayable: {
      amended:
        'Bu bəyannamə nömrə üzrə ödənilə bilməz: borc bəyannamədə düzəlişdən sonra yaranıb və ancaq avans vasitəsilə (VÖEN avansla) ödənilir.',
      cancelled: 'Bu bəyannamə ləğv edilib: onun üzrə ödəniləcək borc yoxdur.',
      settled: 'Bu bəyannamə üzrə ödəniləcək borc yoxdur.',
    },
    alsoAmended: 'Düzəlişdən yaranmış borc bu ödənişə daxil deyil: o, ancaq avans vasitəsilə (VÖEN avansla) ödənilir.',
    payAdvance: 'VÖEN avansla ödə',
    searchProblems: 'Axtarışı düzəldin',
    formProblems: 'Formanı düzəldin',
    refusedProblems: 'Qəbul olunmadı',
    problems: {
      'voen-malformed': 'VÖEN 10 rəqəmdir, sonuncusu 1 və ya 2.',
      'declaration-malformed':
        'Bəyannamə nömrəsi yalnız rəqəm, latın hərfi, “/” və “-” işarələrindən ibarətdir, ən çoxu 40 işarə.',
      'voen-unknown': 'Bu VÖEN üzrə ödəyici tapılmadı. VÖEN-i yoxlayın.',
      'declaration-unknown': 'Bu nömrə ilə bəyannamə tapılmadı. Nömrəni yoxlayın.',
      'target-missing': 'Nə üzrə ödənildiyini seçin.',
      'amount-malformed': 'Məbləği manat və qəpiklə, mənfi işarəsi olmadan, ən çox 13 rəqəmlə yazın, məsələn, 1234,50.',
      'amount-zero': 'Məbləğ sıfırdan böyük olmalıdır.',
      'charges-missing': 'Ən azı bir tədiyyə növünün məbləğini yazın.',
      'name-malformed': 'Adı yazın: 1–200 işarə.',
      'reference-malformed': 'Sənədin nömrəsini yazın: 1–100 işarə.',
      'payment-malformed': 'Ödənişin identifikatorunu yazın: 1–128 işarə.',
      'ledger-missing': 'Vərəqəni seçin.',
      'same-ledger': 'Köçürmə üçün iki müxtəlif vərəqə seçin.',
      'date-malformed': 'Tarixi gg.aa.iiii şəklində yazın, məsələn, 01.03.2026.',
      'date-unreal': 'Təqvimdə belə tarix yoxdur. Günü və ayı yoxlayın.',
    },
    /** The codes of problems in the intake's answers. */
    refusals: {
      'id-taken': 'Bu forma başqa məzmunla artıq göndərilib. Yenidən göndərsəniz, bu ayrıca əməliyyat olacaq.',
      'declaration-assessed-before': 'Bu nömrə ilə bəyannamə artıq hesablanıb.',
      'declaration-of-another': 'Bu bəyannamə başqa ödəyicinindir.',
      'declaration-cancelled': 'Bu bəyannamə ləğv edilib; onu daha dəyişmək olmaz.',
      'payment-not-held':
        'Bu identifikatorla gözləyən ödəniş yoxdur. İdentifikatoru yoxlayın: ödəniş artıq təyin edilmiş ola bilər.',
      'target-not-allowed': 'ƏDV depozit hesabından daxil olan pul yalnız ƏDV-yə təyin edilə bilər.',
      'not-enough-overpayment': 'Bu vərəqədə bu qədər artıq ödəmə yoxdur. Vərəqəni və məbləği yoxlayın.',
      'total-too-large': 'Hesabın yekunu dəqiq saxlanıla biləcək həddi keçərdi. Daha kiçik məbləğ yazın.',
    } as Readonly<Record<string, string>>,
    refusedFor: (code: string) => `Səbəb: ${code}.`,
    answerTitle: 'Cavab',
    answers: {
      applied: 'Qəbul edildi və hesaba yazıldı.',
      duplicate: 'Bu artıq qəbul edilmişdi: ikinci dəfə yazılmadı.',
    },
    held: {
      taxpayer:
        'Qəbul edildi və gözləyir: bu VÖEN üzrə ödəyici hələ qeydə alınmayıb. Qeydə alınan kimi öz-özünə yoxlanılacaq: yazılacaq və ya rədd ediləcək.',
      declaration:
        'Qəbul edildi və gözləyir: bu nömrə ilə bəyannamə hələ tanınmır. Tanınan kimi öz-özünə yoxlanılacaq: yazılacaq və ya rədd ediləcək.',
      assignment:
        'Qəbul edildi və gözləyir: ödənişin kimə məxsus olduğu bilinmir. Gömrük əməkdaşı onu aşağıdakı identifikatorla ödəyiciyə təyin edəndə hesaba yazılacaq.',
    },
    action: 'Əməliyyat',
    paid: 'Ödənilib',
    again: 'Yeni forma',
    statement: 'Hesaba keç',
    actionsLead: 'Gömrük əməkdaşının gördüyü işlər. Hər forma bir bildiriş göndərir.',
    actions: {
      register: { title: 'Ödəyicini qeydə al', about: 'Eyni VÖEN ikinci dəfə yazılsa, ad dəyişir.' },
      assess: {
        title: 'Bəyannaməni təsdiqlə',
        about: 'Yazılan məbləğlər hesablanır və balansdakı vəsaitlə avtomatik bağlanır.',
      },
      amend: {
        title: 'Bəyannaməyə düzəliş et',
        about: 'Yazılan hər tədiyyə növünün yeni yekunu; boş qalanlar dəyişmir.',
      },
      cancel: { title: 'Bəyannaməni ləğv et', about: 'Bütün yekunlar sıfır olur. Bunu geri qaytarmaq olmaz.' },
      charge: { title: 'Sənəd üzrə hesabla', about: 'Bəyannaməsiz hesablama: cərimə, dəbbə pulu, xidmət haqqı.' },
      assign: { title: 'Ödənişi ödəyiciyə təyin et', about: 'Gözləyən ödəniş göstərilən ödəyicinin hesabına yazılır.' },
      refund: { title: 'Artıq ödəməni geri qaytar', about: 'Pul ödəyicinin bank hesabına qaytarılır.' },
      transfer: { title: 'Artıq ödəməni köçür', about: 'Bir vərəqənin artıq ödəməsi digər vərəqəyə keçir.' },
    },
    fields: {
      voen: 'VÖEN',
      name: 'Ödəyicinin adı',
      declaration: 'Bəyannamənin nömrəsi',
      declarant: 'Gömrük brokerinin VÖEN-i',
      reference: 'Sənədin nömrəsi',
      payment: 'Ödənişin identifikatoru',
      amount: 'Məbləğ, AZN',
      paidOn: 'Ödəmə tarixi',
      dueOn: 'Ödənişin son günü',
      code: 'Nə üzrə ödənilir?',
      target: 'Nə üzrə təyin edilir?',
      ledger: 'Vərəqə',
      from: 'Hansı vərəqədən',
      to: 'Hansı vərəqəyə',
    },
    objections: {
      title: 'Aktlara etirazlar',
      about: 'Şirkətlərin üzləşmə aktlarına etirazları, ən əvvəlkisi birinci. Şirkət cavabı öz aktında oxuyur.',
      none: 'Cavab gözləyən etiraz yoxdur.',
      next: 'Növbəti etirazlar',
      decision: 'Qərar',
      accepted: 'Qəbul et',
      rejected: 'Rədd et',
      answerHint: 'Bu mətni şirkət oxuyur',
      sendFor: (objection: string) => `Cavabı göndər: ${objection}`,
      done: 'Cavab şirkətə göndərildi.',
      ended: 'Bu etiraz artıq cavab gözləmir: ona cavab verilib, o geri götürülüb və ya akt ləğv edilib.',
      problems: {
        'decision-missing': 'Qərarı seçin.',
        'answer-missing': 'Şirkətə veriləcək cavabı yazın.',
        'answer-too-long': 'Cavab çox uzundur: ən çoxu 500 simvol olar.',
      },
    },
    optional: 'boş qala bilər',
    charges: 'Məbləğlər, AZN',
    send: 'Göndər',
    failedTitle: 'Sorğu yerinə yetirilmədi',
    unreachable:
      'Qəbul xidməti cavab vermədi və ya sorğunu qəbul etmədi. Formanı yenidən göndərə bilərsiniz: iki dəfə yazılmayacaq.',
    back: 'Sınağa qayıt',
  },

  errors: {
    forbiddenTitle: 'İcazə yoxdur',
    forbidden: 'Bu səhifə sizə verilmiş icazəyə daxil deyil. İcazəni şirkətin nümayəndəsi dəyişə bilər.',
    crossOriginForm: 'Sorğu bu saytın səhifəsindən göndərilməyib. Səhifəni yenidən açın və təkrar göndərin.',
    tooLongTitle: 'Sorğu həddən artıq uzundur',
    tooLong:
      'Brauzerin göndərdiyi ünvan çox uzundur, çünki bir dəfəyə həddən artıq sətir seçilib. Geri qayıdın və daha az seçin.',
    tooManyRequestsTitle: 'Sorğular çoxdur',
    tooManyRequests: (seconds: number) => `Çox sorğu göndərilib. ${seconds} saniyədən sonra yenidən cəhd edin.`,
    notFoundTitle: 'Səhifə tapılmadı',
    notFound: 'Bu ünvanda səhifə yoxdur. Ünvanı yoxlayın.',
    noAccount: 'Bu VÖEN üzrə hesab yoxdur və ya ona baxmağa icazəniz yoxdur.',
    noLedger: 'Belə vərəqə yoxdur.',
    noDeclaration: 'Bu hesabda belə bəyannamə yoxdur.',
    noOperation: operation.missing,
    noReference: 'Bu hesabda belə nömrəli akt və ya protokol yoxdur.',
    noDocument: 'Hesabda belə sənəd yoxdur.',
    noAct: 'Hesabda belə akt yoxdur.',
    noPage: 'Siyahının belə səhifəsi yoxdur.',
    failedTitle: 'Səhifəni göstərmək mümkün olmadı',
    failed: 'Sistemdə xəta baş verdi. Bir azdan yenidən cəhd edin.',
    unreachable: 'Məlumatlar hazırda əlçatan deyil. Heç nə itməyib: bir azdan yenidən cəhd edin.',
    unwritable: 'Xidmət hazırda heç nəyi yadda saxlaya bilmir. Heç nə itməyib: bir azdan yenidən cəhd edin.',
    requestId: (id: string) => `Müraciət etsəniz, bu nömrəni bildirin: ${id}`,
    home: 'Ana səhifəyə keç',
    account: 'Hesaba qayıt',
  },
}

/** Fictional people who grant the demonstration mandates. They are data, and so exist in one language. */
export const madeUp = {
  accountant: { name: 'Nümayiş mühasibi', position: 'Mühasib' },
  director: { name: 'Nümayiş direktoru', position: 'Direktor' },
  broker: { name: 'Nümayiş brokerinin əməkdaşı', position: 'Gömrük təmsilçisi' },
  nobody: { name: 'Şirkəti olmayan nümayiş şəxsi' },
  brokerCompany: 'Nümayiş gömrük brokeri',
  grantor: 'Nümayiş məlumatları',
}
