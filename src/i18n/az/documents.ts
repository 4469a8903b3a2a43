/** Documents that are issued, and the page on which anybody checks one. */
import type { Format } from '../format.ts'

export const documents = ({ count }: Format) => ({
  title: 'Verilmiş sənədlər',
  lead: 'Bu hesab üzrə verilmiş nömrəli sənədlər. Sənədin nömrəsini bilən hər kəs onu “Sənədi yoxla” səhifəsində yoxlaya bilər.',
  caption: 'Sənədlər, ən yenisi əvvəldə',
  none: 'Bu hesab üzrə hələ sənəd verilməyib. Çıxarışın, açıq borcların və ya bəyannamənin səhifəsində “PDF” düyməsini sıxın.',
  pastTheEnd: 'Bu səhifədə sənəd yoxdur.',
  shown: (shown: number) => `${count(shown)} sənəd göstərilir.`,
  first: 'Ən yenilərə qayıt',
  next: 'Daha köhnə sənədlər',
  kinds: {
    extract: 'Şəxsi hesab vərəqəsindən çıxarış',
    declaration: 'Gömrük bəyannaməsi üzrə arayış',
    'open-debts': 'Açıq borclar haqqında arayış',
    act: 'Üzləşmə aktı',
  },
  number: 'Sənədin nömrəsi',
  kind: 'Sənədin növü',
  company: 'Şirkət',
  about: 'Dövr və ya mövzu',
  issuedAt: 'Verilmə vaxtı',
  issuedBy: 'Kim alıb',
  period: 'Dövr',
  ledger: 'Vərəqə',
  declaration: 'Bəyannamə',
  day: 'Hansı tarixə',
  chosen: 'Seçilmiş borclar',
  overdueOnly: 'vaxtı keçmiş',
  books: 'Uçotun vəziyyəti',
  digest: 'Faylın SHA-256 kodu',
  contentDigest: 'Məzmunun SHA-256 kodu',
  closing: 'Yekun rəqəmlər',
  openCaption: 'Ödənilməmiş borc',
  noClosing: 'Sənədə görə borc və qalıq yoxdur.',
  closingUnstated: 'Sənəddə yalnız şərtlərə uyğun əməliyyatlar var; vərəqələrin yekun rəqəmləri göstərilmir.',
  download: 'PDF faylını yüklə',
  downloadContent: 'Məzmunu yüklə (JSON, proqramlar üçün)',
  verifyLink: 'Sənədi yoxla',
  verifyHint: 'Bu ünvanda sənədi hər kəs yoxlaya bilər:',
  qr: 'Yoxlama ünvanının QR kodu',
  proof: 'Uçotun dəyişmədiyinin sübutu',
  proofLead: (time: string) =>
    `Hesabın uçotu ${time} tarixli başlığa, yəni bütün hesabların ümumi yoxlama koduna daxildir. Həmin başlığı saxlayan hər kəs bunu aşağıdakı kodlarla sistemə müraciət etmədən yoxlaya bilər.`,
  noProof:
    'Bu sənəd verilərkən sistemdə hesabı əhatə edən başlıq yox idi. Başlıq bütün hesabların ümumi yoxlama kodudur.',
  proofLeaf: 'Hesabın sətri',
  proofRoot: 'Ağacın kökü',
  proofPath: (index: number, size: number) => `Yol (${count(size)} hesabdan ${count(index)}-ci)`,
})

/** Long documents that are being made. */
export const orders = ({ count }: Format) => ({
  working: 'PDF sənədi hazırlanır',
  stages: {
    waiting: 'Növbə',
    reading: 'Sətirlərin oxunması',
    composing: 'Səhifələrin tərtibi',
    keeping: 'Faylın saxlanması',
  },
  since: (seconds: number) => `${count(seconds)} saniyədir`,
  refreshes: 'Səhifə hər iki saniyədən bir özü yenilənir; onu bağlasanız da, iş davam edir.',
  made: 'PDF sənədi hazırdır',
  kept: 'Fayl bir gün burada qalır. Sənəd şirkətin sənədləri arasındadır və oradan istənilən vaxt yenidən hazırlana bilər.',
  download: (megabytes: number) => `PDF faylını yüklə (${count(megabytes)} MB)`,
  toDocument: 'Sənədin səhifəsi',
  failed: 'PDF sənədi hazırlanmadı',
  refusals: {
    stopped: 'Hazırlanma dayandırılıb, sənəd verilməyib.',
    silent: 'Sənədin hazırlanması yarımçıq qalıb. Sənəd verilməyib; onu yenidən başlatmaq olar.',
    nothing: 'Hesabda belə məlumat artıq yoxdur.',
    failed: 'Sistemdə xəta baş verdi. Yenidən cəhd edin.',
  },
  again: 'Yenidən başlat',
  tooMany: 'Sizin üçün artıq üç sənəd hazırlanır. Onlardan biri bitəndən sonra yenidən cəhd edin.',
  prepare: 'PDF faylını yenidən hazırla',
  prepareHint: 'Sənəd böyükdür: faylın hazırlanması bir qədər vaxt aparır.',
})

export const verify = {
  title: 'Sənədi yoxla',
  lead: 'Sənədin nömrəsini yazın. Səhifə sənəddə nə yazıldığını və uçotun bu gün də bunu təsdiq edib-etmədiyini göstərir.',
  hint: 'Sənədin üstündəki 20 işarə, məsələn, 7K3M-9QXT-…',
  show: 'Yoxla',
  problems: 'Nömrəni düzəldin',
  unknown: 'Belə nömrə ilə sənəd tapılmadı. Nömrəni sənəddən yenidən köçürün.',
  mistyped: 'Nömrədə səhv var: işarələrdən biri yanlışdır və ya yeri dəyişib. Nömrəni sənədlə tutuşdurun.',
  act: {
    cancelled: (instant: string) => `Şirkət bu aktı ləğv edib (${instant}): akt qüvvədə deyil.`,
    closed: (instant: string) => `Akt bu sənəddəki kimi imzalanıb və bağlanıb (${instant}).`,
    'moved-on': (instant: string) =>
      `Bu sənəd veriləndən sonra aktda dəyişiklik olub (${instant}): sənəd aktın əvvəlki vəziyyətini göstərir.`,
  },
  verdicts: {
    agree: 'Uçot bu sənədi təsdiq edir: həmin an üçün bütün sətirlər və rəqəmlər eynidir.',
    'figures-agree':
      'Uçot bu sənədin yekun rəqəmlərini təsdiq edir. Hesab çox böyük olduğu üçün sətirlər burada bir-bir yoxlanılmadı.',
    'chain-agrees':
      'Hesabın xeş zənciri sənədin verildiyi ana qədər eynidir. Hesab çox böyük olduğu üçün burada yalnız bu zəncir yoxlanıldı: sənədin sətirləri və rəqəmləri yenidən hesablanmadı.',
    'older-format':
      'Sənəd proqramın əvvəlki versiyası ilə verilib və indiki versiya onu eyni baytlarla yaza bilmir. Uçot onun son rəqəmlərini və xeş zəncirini təsdiq edir; faylını aşağıda SHA-256 kodu ilə tutuşdurun.',
    differ:
      'Diqqət: uçot bu sənədi təsdiq etmir. Qeydlər sənəd veriləndən sonra dəyişdirilib. Gömrük orqanına müraciət edin.',
  },
  said: 'Sənəddə',
  now: 'Uçotda',
  file: 'Faylı tutuşdur',
  fileLead: 'Əlinizdəki faylın bu sənədin faylı olduğunu yoxlayın. Fayl saxlanılmır.',
  choose: 'Fayl',
  digest: 'və ya SHA-256 kodu',
  compare: 'Tutuşdur',
  same: 'Fayl bu sənədin faylıdır: SHA-256 kodu eynidir.',
  other: 'Bu, sənədin faylı deyil: SHA-256 kodu başqadır.',
  otherVersion: (version: string) =>
    `Sənədi proqramın ${version} versiyası verib; başqa versiya onun faylını başqa baytlarla hazırlayır. Faylda çap olunmuş «Məzmunun SHA-256 kodu»nu yuxarıdakı ilə tutuşdurun.`,
  nothing: 'Fayl seçin və ya 64 işarəli SHA-256 kodunu yazın.',
  tooLarge: 'Fayl 8 MB-dan böyükdür. Onun əvəzinə faylın SHA-256 kodunu yazın.',
  another: 'Başqa sənədi yoxla',
}
