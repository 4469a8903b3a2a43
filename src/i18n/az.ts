/** The Azerbaijani catalogue: all words a person sees, in the vocabulary of the guide. */
import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { Channel, OperationType } from '../domain/operation-type.ts'

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

/** The titles of the ten ledgers; the first four are those of the guide's figure 3. */
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
} satisfies Record<OperationType, string>

const channels = {
  hop: 'Hökumət Ödəniş Portalı',
  bank: 'bank hesabından',
  'vat-deposit': 'ƏDV depozit hesabı',
  treasury: 'xəzinədən xəzinəyə',
} satisfies Record<Channel, string>

type Particulars = Pick<LedgerEntry, 'ledger' | 'type' | 'declaration' | 'reference' | 'channel'>

/** What was done to a document, for the end of a sentence. */
const deeds: Record<OperationType, string> = {
  assessment: 'hesablama',
  'hop-payment': 'HÖP vasitəsilə ödəniş',
  'overpayment-offset': 'borcun artıq ödəmə hesabına bağlanması',
  'advance-drawdown': 'borcun avansdan silinməsi',
  reduction: 'hesablanmış məbləğin azalması',
  'advance-payment-general': 'ödənişin artıq qalan hissəsi avansa',
  'advance-payment-single': 'ödəniş',
  'eservice-advance': 'avans ödənişi',
  'eservice-vat-advance': 'avans ödənişi',
  'eservice-advance-hop': 'avans ödənişi',
  'eservice-vat-advance-hop': 'avans ödənişi',
}

/** Əməliyyatın adı: a sentence made from the row. It names the declaration or reference whole, if there is one. */
function operationName({ ledger, type, declaration, reference, channel }: Particulars): string {
  if (declaration !== null) return `${declaration} nömrəli GB üzrə ${deeds[type]}`
  if (reference !== null) return `${reference} nömrəli sənəd üzrə ${deeds[type]}`
  const way = channel === null ? '' : ` (${channels[channel]})`
  return type === 'advance-payment-general' ? `Avansa ödəniş${way}` : `${funds[ledger]} üzrə avans ödənişi${way}`
}

/** Words for one place of a range: `01.03.2026 – 31.03.2026`, either end may be open. */
function range(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return from === to ? from : `${from} – ${to}`
  if (from !== null) return `${from} tarixindən`
  return to === null ? 'bütün tarixlər' : `${to} tarixinədək`
}

export const az = {
  lang: 'az',
  product: 'Vərəqə',
  service: 'Şəxsi hesab vərəqəsi',
  skip: 'Əsas məzmuna keç',
  voen: 'VÖEN',
  navigation: 'Naviqasiya',
  errorTitle: (title: string) => `Xəta: ${title}`,
  footer: 'Gömrük ödənişləri üzrə büdcə ilə qarşılıqlı hesablaşmalar. Bütün məbləğlər AZN ilədir.',
  funds,
  ledgers,
  operationTypes,
  channels,
  operationName,
  deeds,
  range,

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
    assessed: 'Hesablanmışdır',
    reduced: 'Azaldılmışdır',
    paid: 'Ödənilmişdir',
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
    asOf: (date: string) => `${date} tarixinə`,
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
    from: 'Tarixdən',
    to: 'Tarixədək',
    dateHint: 'gg.aa.iiii',
    type: 'Əməliyyatın növü',
    anyType: 'Hamısı',
    declaration: 'Bəyannamənin nömrəsi',
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
    'date-malformed': 'Tarixi gg.aa.iiii şəklində yazın, məsələn 01.03.2026.',
    'date-unreal': 'Təqvimdə belə tarix yoxdur.',
    'range-reversed': 'Son tarix başlanğıc tarixindən əvvəldir.',
    'type-unknown': 'Əməliyyatın növünü siyahıdan seçin.',
    'declaration-malformed':
      'Bəyannamə nömrəsi yalnız rəqəm, latın hərfi, “/” və “-” işarələrindən ibarətdir, ən çoxu 40 işarə.',
  },

  results: {
    found: (count: string, sum: string) => `${count} əməliyyat tapıldı, cəmi ${sum}.`,
    counted: (count: string) => `${count} əməliyyat tapıldı.`,
    nothing: 'Əməliyyat tapılmadı.',
    emptyAccount: 'Bu hesabda hələ əməliyyat yoxdur.',
    emptyLedger: 'Bu vərəqədə hələ əməliyyat yoxdur.',
    emptyFilter: 'Bu şərtlərə uyğun əməliyyat yoxdur. Şərtlərdən birini silin və ya dəyişin.',
    emptyDeclaration: (number: string) => `${number} nömrəli bəyannamə üzrə bu şərtlərə uyğun əməliyyat yoxdur.`,
    unknownDeclaration: (number: string) =>
      `Bu hesabda ${number} nömrəli bəyannamə tapılmadı. Nömrəni bəyannamədəki kimi yazın.`,
    unreadable: 'Şərtlər düzəldiləndən sonra əməliyyatlar burada görünəcək.',
    pastTheEnd: 'Bu səhifədə əməliyyat yoxdur.',
    firstPage: 'İlk səhifəyə qayıt',
    openDeclaration: (number: string) => `${number} nömrəli bəyannaməni aç`,
  },

  ledger: {
    otherLedgers: 'Vərəqələr',
    summary: 'Qalıqlar və dövriyyə',
    opening: 'İlkin qalıq',
    closing: 'Son qalıq',
    from: (date: string) => `${date} tarixinin əvvəlinə`,
    to: (date: string) => `${date} tarixinin sonuna`,
    fromStart: 'uçotun əvvəlinə',
    toNow: 'bu günə',
    turnover: 'Seçilmiş əməliyyatlar',
    entries: 'Əməliyyatlar, ən yenidən köhnəyə',
    paging: 'Səhifələr',
    newer: 'Əvvəlki səhifə',
    older: 'Növbəti səhifə',
    newest: 'Bu, ilk səhifədir.',
    oldest: 'Bu, son səhifədir.',
    position: (dates: string, rows: string) => `${dates}, № ${rows}`,
  },

  export: {
    spreadsheet: 'Export',
    hint: 'Bütün seçilmiş əməliyyatlar, cədvəl proqramı üçün CSV',
    machine: 'Export (proqramlar üçün CSV)',
    fileName: 'vərəqə',
    /** A file name for clients that read ASCII only. */
    asciiFileName: (name: string) =>
      name
        .replaceAll('ə', 'e')
        .replaceAll('ü', 'u')
        .replace(/[^ -~]/g, '_'),
    allLedgers: 'bütün-vərəqələr',
    reference: 'Sənədin nömrəsi',
    channel: 'Ödəniş kanalı',
  },

  declaration: {
    title: (number: string) => `${number} nömrəli bəyannamə`,
    kind: 'Gömrük bəyannaməsi',
    state: 'Vəziyyəti',
    open: 'Ödənilməmiş borc var',
    settled: 'Borc yoxdur',
    cancelled: 'Ləğv edilib',
    declarant: 'Gömrük brokeri',
    charges: 'Tədiyyə növləri üzrə hesablamalar',
    noCharges: 'Bu bəyannamə üzrə hesablama yoxdur.',
    entries: 'Bütün vərəqələrdə əməliyyatlar, ardıcıllıqla',
    noEntries: 'Bu bəyannamə üzrə əməliyyat yoxdur.',
    shown: (count: string) => `${count} əməliyyat göstərilir.`,
    first: 'Əvvəlinə qayıt',
    next: 'Növbəti əməliyyatlar',
    position: (seq: string) => `№ ${seq}-dən sonrakı əməliyyatlar`,
  },

  chooser: {
    title: 'Nümayiş hesabları',
    lead: 'Baxmaq üçün hesab seçin. Məlumatlar nümunədir.',
    name: 'Adı',
    empty: 'Hələ hesab yoxdur.',
    signIn:
      'Hesabınızı görmək üçün portala daxil olun və “Şəxsi kabinet” bölməsində “Şəxsi hesab vərəqəsi” keçidini seçin.',
  },

  /** People and a broker who are made up, and say so; and in whose name the demonstration grants mandates. */
  testPeople: {
    accountant: { name: 'Nümayiş mühasibi', position: 'Mühasib' },
    director: { name: 'Nümayiş direktoru', position: 'Direktor' },
    broker: { name: 'Nümayiş brokerinin əməkdaşı', position: 'Gömrük təmsilçisi' },
    nobody: { name: 'Şirkəti olmayan nümayiş şəxsi' },
    brokerCompany: 'Nümayiş gömrük brokeri',
    grantor: 'Nümayiş məlumatları',
  },

  errors: {
    notFoundTitle: 'Səhifə tapılmadı',
    notFound: 'Bu ünvanda səhifə yoxdur. Ünvanı yoxlayın.',
    noAccount: 'Bu VÖEN üzrə hesab tapılmadı.',
    noLedger: 'Belə vərəqə yoxdur.',
    noDeclaration: 'Bu hesabda belə bəyannamə yoxdur.',
    noPage: 'Siyahının belə səhifəsi yoxdur.',
    failedTitle: 'Səhifəni göstərmək alınmadı',
    failed: 'Bizdə xəta baş verdi. Bir azdan yenidən cəhd edin.',
    unreachable: 'Məlumat bazası hazırda cavab vermir. Heç nə itməyib: bir azdan yenidən cəhd edin.',
    requestId: (id: string) => `Müraciət etsəniz, bu nömrəni bildirin: ${id}`,
    home: 'Ana səhifəyə keç',
    account: 'Hesaba qayıt',
  },
}
