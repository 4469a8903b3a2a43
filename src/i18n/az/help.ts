import type { HelpLine, HelpTerm, OwnTopic } from '../help-terms.ts'

const topics: Record<OwnTopic, string> = {
  statement: 'Şəxsi hesab vərəqəsi nədir',
  'sign-in': 'Necə daxil olmaq olar',
  'as-of': 'Məlumat hansı tarixə aiddir',
  'pay-channels': 'Ödəniş kanalları və HÖP-ün üstünlüyü',
  'pay-advance': 'VÖEN avans: 142330 kodu',
  'pay-eservice': 'Elektron xidmətlər: 802001 və 114111 kodları',
  'pay-order': 'Borclar hansı ardıcıllıqla bağlanır',
  'pay-declaration': 'Növbədənkənar: bəyannamənin nömrəsi ilə',
  'pay-amended': 'Düzəlişdən sonra yaranan borc',
  'books-act': 'Üzləşmə aktları və etirazlar',
  'books-file': 'Öz uçotla müqayisə: fayl',
  'books-result': 'Nəticə nə deməkdir',
  'books-objection': 'Fərqdən etiraza',
  'search-dates': 'Tarixlər',
  print: 'Çap',
  mandates: 'Brokerlər və baxış icazələri',
}

const lines: Record<HelpTerm, HelpLine> = {
  statement: {
    text: [
      'Büdcə ilə gömrük ödənişləri üzrə hesablaşmalarınız bir yerdə: nə hesablanıb, nə ödənilib, nə qədər borc və ya artıq ödəmə var. Buraya gömrük rüsumları, gömrük orqanlarının aldığı vergilər, gömrük yığımları, dəbbə pulu, inzibati cərimələr və digər ödənişlər daxildir.',
      'Bütün ödənişlər şirkətin gömrük balansı üzərindən keçir. Hər əməliyyat aid olduğu hər vərəqədə bir sətirdir. Yazılmış sətir nə dəyişdirilir, nə də silinir: düzəliş yeni sətir kimi yazılır.',
    ],
  },
  'sign-in': {
    text: [
      'Yalnız sertifikatı adınıza olan şirkətlərin hesabını görürsünüz. Broker müştərinin hesabına onun verdiyi icazə ilə baxır.',
    ],
    steps: [
      'Giriş səhifəsində “ASAN Login” düyməsini seçin.',
      '“Şəxsi kabinet” bölməsində şirkəti və “Şəxsi hesab vərəqəsi” keçidini seçin.',
      'Hesab açılır: yuxarıda dörd kart, altında axtarış və vərəqələr.',
    ],
  },
  'as-of': {
    text: [
      '“Balans”, “Artıq ödəmə” və “Cəmi borc” kartları bu günə olan vəziyyəti göstərir, axtarış şərtləri onları dəyişmir. “Hesablanmışdır” kartı isə seçilmiş tarix intervalına aiddir.',
      'Vərəqədə “İlkin qalıq” intervalın əvvəlinə, “Son qalıq” sonuna olan borcu və artıq ödəməni göstərir. Açıq səhifə yeni əməliyyatı özü göstərir.',
    ],
  },

  'card-balance': {
    text: [
      'Bu gün balansınızda olan bütün vəsait: avans və bütün tədiyyə növlərinin artıq ödəməsi. Dörd sətrin cəmidir: ümumi avans, gömrük ödənişlərinin artıq ödəməsi, elektron xidmət haqqının və onun ƏDV-sinin avansı.',
    ],
  },
  'card-overpayment': {
    text: [
      'Doqquz tədiyyə növünün artıq ödəməsi, hər biri öz sətrində. Bu vəsait balansın içindədir, ona əlavə olunmur: balans avansla artıq ödəmənin cəmidir.',
    ],
  },
  'card-debt': {
    text: [
      'Bu günə ödənilməmiş borc, doqquz tədiyyə növü üzrə. Balansdan ayrıca göstərilir, biri o birindən çıxılmır.',
      'Borcla yanaşı balansda vəsait də ola bilər: artıq ödəmə yalnız öz tədiyyə növünün borcunu, avans yalnız gömrük borclarını bağlayır.',
    ],
  },
  'card-assessed': {
    text: [
      'Əməliyyat tarixi seçilmiş intervala düşən hesablamalar, yalnız gömrük bəyannamələri üzrə: nə qədər hesablanıb və onun nə qədəri bu günədək ödənilib. Sonrakı azalma hər iki məbləği azalda bilər.',
      'Akt və ya protokol üzrə hesablamalar, məsələn cərimələr, bu karta daxil deyil; onların borcu “Cəmi borc” kartındadır.',
    ],
  },

  'ledger-customs-duty': { text: ['Gömrük rüsumu üzrə hesablamalar, ödənişlər və artıq ödəmə.'] },
  'ledger-vat': {
    text: ['Gömrükdə hesablanan ƏDV. Onu ƏDV depozit hesabından da ödəmək olar.'],
  },
  'ledger-excise': { text: ['Aksizli mallar üçün gömrükdə hesablanan aksiz vergisi.'] },
  'ledger-customs-fee': { text: ['Gömrük rəsmiləşdirilməsi üçün yığımlar.'] },
  'ledger-late-interest': { text: ['Vaxtında ödənilməyən borca görə hesablanan dəbbə pulu.'] },
  'ledger-fine': { text: ['Protokol üzrə hesablanan inzibati cərimələr; bəyannamə tələb olunmur.'] },
  'ledger-other': { text: ['Yuxarıdakılara aid olmayan gömrük ödənişləri.'] },
  'ledger-eservice-fee': {
    text: [
      '“Azterminalkompleks” Birliyinin elektron xidmətlərinin haqqı. Ümumi avansdan silinmir, öz kodu var: 802001.',
    ],
  },
  'ledger-eservice-vat': { text: ['Həmin haqqın ƏDV-si. Onun da öz kodu var: 114111.'] },
  'ledger-advance': {
    text: [
      'VÖEN üzrə 142330 kodu ilə ödənilmiş vəsait, nömrə ilə ödənişlərin artıq qalan hissəsi və bunların hansı borclara getdiyi. Burada borc olmur: qalıq “Artıq ödəmə” sütunundadır.',
      'Yekunların altında avansın nə vaxtadək çatacağı yazılır: son 90 gündə avansdan silinənlərin sürəti ilə. Bu, proqnozdur. O, “Açıq borclar” səhifəsində də var.',
    ],
  },

  'column-operationDate': {
    text: [
      'Əməliyyatın günü, ödənişdə isə onun daxil olduğu gün. Sətirlər bu tarixlə düzülür. Hesabda daha gec tarixli sətir artıq varsa, əməliyyat həmin tarixi alır: keçmişə heç nə yazılmır.',
      'Tarix əməliyyatın səhifəsini açır: hansı pul hansı borcu və niyə məhz onu bağlayıb, nə qalıb.',
    ],
  },
  'column-name': {
    text: [
      'Nə baş verdiyi, bir cümlə ilə: bəyannamənin (GB) və ya başqa sənədin nömrəsi, ödənişdə isə kanal. Bəyannamənin nömrəsi onun səhifəsini açır.',
    ],
  },
  'column-type': { text: ['Hər növün nəyi artırıb, nəyi azaltdığı aşağıda yazılıb.'] },
  'column-paymentDate': {
    text: [
      'Ödənişdə pulun ödənildiyi gün, borc artıq ödəmə və ya avans hesabına bağlananda isə əməliyyatın tarixi. Hesablamada və azalmada boşdur.',
    ],
  },
  'column-amount': {
    text: [
      'Əməliyyatın məbləği, AZN ilə. Həmişə müsbətdir: onun nəyi artırıb, nəyi azaltdığını növ və sonrakı iki sütun göstərir.',
    ],
  },
  'column-debt': {
    text: ['Bu sətirdən sonra bütün vərəqənin borcu, yalnız bu əməliyyatın yox. Müsbət yazılır.'],
  },
  'column-overpayment': {
    text: [
      'Bu sətirdən sonra bütün vərəqənin artıq ödəməsi. O da müsbət yazılır. Bağlanma bitəndə vərəqədə ya borc qalır, ya artıq ödəmə, ikisi birdən olmur.',
    ],
  },

  'operation-assessment': {
    text: [
      'Bəyannamə təsdiqlənib, akt və ya protokol üzrə hesablanıb, yaxud düzəliş məbləği artırıb. Tədiyyə növünün borcunu artırır.',
    ],
  },
  'operation-hop-payment': {
    text: [
      'Bəyannamənin nömrəsi ilə HÖP-də ödənilib. Həmin bəyannamənin borcunu dərhal azaldır; artıq qalan hissə avansa yazılır.',
    ],
  },
  'operation-overpayment-offset': {
    text: [
      'Tədiyyə növünün artıq ödəməsi onun öz borcunu bağlayıb. Borcu və artıq ödəməni eyni məbləğdə azaldır. Avtomatik olur.',
    ],
  },
  'operation-advance-drawdown': {
    text: [
      'Avans gömrük borcunu bağlayıb. Tədiyyə növünün vərəqəsində borcu, avans vərəqəsində avansı azaldır: hər ikisində bir sətir. Avtomatik olur.',
    ],
  },
  'operation-reduction': {
    text: [
      'Bəyannaməyə düzəliş edilib və ya bəyannamə ləğv olunub, hesablanmış məbləğ azalıb. Əvvəlcə bu bəyannamənin ödənilməmiş borcunu azaldır, qalanı artıq ödəməyə köçürülür.',
    ],
  },
  'operation-advance-payment-general': {
    text: [
      'VÖEN üzrə 142330 kodu ilə ödənilib: yeddi gömrük tədiyyəsinin hamısı üçün ümumi məbləğ. Avansı artırır. Nömrə ilə ödənişin artıq qalan hissəsi də belə yazılır.',
    ],
  },
  'operation-advance-payment-single': {
    text: [
      'VÖEN üzrə bir tədiyyə növü üçün ödənilib. Həmin vərəqədə artıq ödəməni artırır və yalnız onun borcunu bağlayır.',
    ],
  },
  'operation-eservice-advance': {
    text: ['802001 kodu ilə, HÖP-dən kənar (XÖHKS) daxil olub. Elektron xidmət haqqının artıq ödəməsini artırır.'],
  },
  'operation-eservice-vat-advance': {
    text: [
      '114111 kodu ilə, HÖP-dən kənar (XÖHKS) daxil olub. Elektron xidmət haqqının ƏDV-si üzrə artıq ödəməni artırır.',
    ],
  },
  'operation-eservice-advance-hop': {
    text: ['802001 kodu ilə HÖP-də ödənilib. Elektron xidmət haqqının artıq ödəməsini artırır.'],
  },
  'operation-eservice-vat-advance-hop': {
    text: ['114111 kodu ilə HÖP-də ödənilib. Elektron xidmət haqqının ƏDV-si üzrə artıq ödəməni artırır.'],
  },
  'operation-refund': {
    text: ['Artıq ödəmə şirkətin bank hesabına qaytarılıb. Vərəqənin artıq ödəməsini azaldır.'],
  },
  'operation-transfer-out': {
    text: ['Artıq ödəmə başqa vərəqəyə köçürülüb. Bu vərəqənin artıq ödəməsini azaldır.'],
  },
  'operation-transfer-in': {
    text: ['Artıq ödəmə başqa vərəqədən köçürülüb. Bu vərəqənin artıq ödəməsini artırır.'],
  },

  'pay-channels': {
    text: [
      'HÖP tövsiyə olunur: ödəniş balansda real vaxtda görünür və gömrük rəsmiləşdirilməsində vaxt itmir. Bank vasitəsilə ödəniş isə bankdan daxil olanadək görünmür.',
    ],
    items: [
      'Hökumət Ödəniş Portalı (HÖP), gpp.az',
      'Bank hesabından',
      'ƏDV depozit hesabı, yalnız ƏDV üçün',
      'Xəzinədən xəzinəyə',
    ],
  },
  'pay-advance': {
    text: [
      'Vəsait avansa daxil olur və oradan bütün gömrük borcları (rüsum, ƏDV, aksiz, yığım, dəbbə pulu, cərimə və digərləri) avtomatik silinir. Verilmiş və ya veriləcək bəyannamələr üçün qabaqcadan ödəmək olar.',
    ],
    steps: [
      'gpp.az portalında “Dövlət Gömrük Komitəsi” seçilir.',
      '“VÖEN avans” seçilir və VÖEN üzrə axtarış edilir.',
      '142330 kodunun xanasına məbləğ yazılır.',
    ],
  },
  'pay-eservice': {
    text: [
      'Elektron xidmətlər ayrıca ödənilir: gpp.az portalında “Azterminalkompleks” Birliyi seçilir və VÖEN üzrə axtarış edilir.',
      '142330 ilə ödənilmiş avans onları bağlamır, bu kodlarla ödənilmiş vəsait də gömrük borcunu bağlamır.',
    ],
    items: ['802001: elektron xidmət haqqı', '114111: elektron xidmət haqqının ƏDV-si'],
  },
  'pay-order': {
    text: [
      'Gömrük əməkdaşı bəyannaməni təsdiqləyəndə borc avtomatik bağlanır, nəsə seçmək lazım deyil. Ardıcıllıq belədir:',
      'Vəsait çatmasa, növbədəki borc qismən bağlanır, sonrakılar ödənilməmiş qalır. “Ödəniş hesablayıcısı” səhifəsi bunu qabaqcadan göstərir.',
    ],
    steps: [
      'Əvvəlcə hər tədiyyə növünün artıq ödəməsi onun öz borcunu bağlayır.',
      'Sonra avans qalan gömrük borclarını bağlayır: bəyannamə və sənədlərin təsdiq ardıcıllığı ilə.',
      'Bir bəyannamənin içində: rüsum, ƏDV, aksiz, yığım, dəbbə pulu, cərimə, digər.',
    ],
  },
  'pay-declaration': {
    text: [
      'Bir bəyannaməni növbəni gözləmədən ödəmək lazımdırsa, gpp.az portalında “Bəyannamə nömrəsi” seçilir və bəyannamənin məbləği ödənilir. Onun gömrük borcu dərhal bağlanır.',
    ],
  },
  'pay-amended': {
    text: [
      'Bəyannaməyə düzəlişdən sonra yeni borc yaranarsa, onu nömrə ilə ödəmək olmaz. O, ancaq VÖEN avansla (142330) ödənilir. Borc bəyannamənin əvvəlki növbəsini saxlayır.',
    ],
  },

  'books-act': {
    text: [
      'Akt dövr üzrə gömrüyün rəqəmlərini şirkətin rəqəmləri ilə hər vərəqə üzrə yan-yana qoyur: ilkin qalıq, hesablanan, azaldılan, ödənilən, qaytarılan və köçürülən məbləğlər, son qalıq. Onu “Üzləşmə aktları” səhifəsində yalnız şirkətin öz nümayəndəsi tərtib edir. Gömrüyün rəqəmləri həmin anın rəqəmləridir; dövrün uçotu sonra dəyişsə, akt bunu bildirir.',
      'Cavab aktın rəqəmlərini dəyişmir. Gömrüyün qəbul etdiyi düzəliş yeni əməliyyat kimi uçota alınır və yeni aktda görünür. Hələ imzalanmamış aktı, məsələn, səhv dövr üzrə tərtib ediləni, səbəb göstərməklə ləğv etmək olar; o, siyahıda qalır.',
      'Akt həm də Excel və CSV faylı, eləcə də nömrəli PDF sənədidir; sənədi nömrəsi ilə hər kəs yoxlaya bilər.',
    ],
    steps: [
      'Dövrü seçin və “Aktı tərtib et” düyməsini basın.',
      'Öz uçotunuzun rəqəmlərini hər vərəqə üzrə yazın; fərqləri akt özü hesablayır. Boş sətir müqayisə edilmir.',
      'Düz olmayan sətrə etiraz edin: səbəbi, öz rəqəminizi və bunu təsdiq edən sənədi arxivinizdə olduğu kimi yazın. Gömrük əməkdaşı aktda cavab verir.',
      'Cavab gözləyən etiraz qalmayanda aktla razılaşın, onu imzalayıb bağlayın.',
    ],
  },
  'books-file': {
    text: [
      '“Öz uçotunuzla müqayisə” bölməsində mühasibat uçotunuzdan cədvəl yükləyin: CSV və ya Excel (XLSX), sütunlar istənilən ola bilər. Hesabda heç nə dəyişmir, faylı yalnız öz nümayəndələriniz görür.',
    ],
    steps: [
      'İlk sətirlərə baxın və hansı sütunda nə olduğunu seçin. Eyni başlıqlı fayllar üçün seçim yadda qalır.',
      'Debetin ödəniş, yoxsa borc olduğunu, dövrü və uçotunuz üzrə ilkin qalığı göstərin.',
      '“Müqayisə et” düyməsini sıxın. 100.000 sətirlik fayl bir neçə saniyə çəkir, bu müddətdə səhifəni bağlamaq olar.',
    ],
  },
  'books-result': {
    text: [
      'Sətirlər əvvəlcə nömrə ilə, sonra eyni gündəki eyni məbləğlə, sonra yeddi gün daxilində uyğunlaşdırılır. Nömrələri fərqli olan sətirlər heç vaxt uyğunlaşdırılmır, məbləğlər isə tam eyni olmalıdır. Bir neçə əməliyyatın cəminə bərabər sətir yalnız təklif edilir: onu təsdiq və ya rədd edin. Qalan fərqlər izah olunur:',
    ],
    items: [
      'Fərqlidir: hər iki tərəfdə var, amma başqa gündə, başqa tədiyyə növündə və ya başqa məbləğlə; nəticədə fərq göstərilir.',
      'Yalnız sizin uçotda: gömrük onu yazmayıb və ya başqa nömrə ilə yazıb.',
      'Yalnız gömrükdə: siz yazmamısınız: brokerin ödənişi, dəbbə pulu, bəyannaməyə düzəliş.',
    ],
  },
  'books-objection': {
    text: [
      'Gömrüyün rəqəmi səhvdirsə, fərqin yanındakı “Etiraz et” keçidini açın. Aktın həmin sətrinə etiraz forması sizin rəqəminiz və nömrələrlə doldurulmuş açılır; lazım olanı dəyişib göndərin. Həmin dövrün aktı hələ yoxdursa, əvvəlcə o tərtib edilir. Aktda “Öz uçotumun rəqəmlərini götür” şirkətin sütununu doldurur; yadda saxlamazdan əvvəl rəqəmləri yoxlayın.',
    ],
  },

  'search-dates': {
    text: [
      'Hər iki tarix intervala daxildir, hər biri boş qala bilər. “Bu ay” və digər keçidlər intervalı özü yazır. İl yazılmasa, cari ildir; “bugün” və “dünən” də yazmaq olar. Tarixi təqvimdən seçin və ya belə yazın:',
    ],
    items: ['1.3.26', '01.03.2026', '2026-03-01', '2026.03.01', '01032026'],
  },
  'search-type': {
    text: [
      'Növü siyahıdan seçin və “Axtar” düyməsini sıxın; “Hamısı” bütün növləri göstərir. Şərtlər birlikdə işləyir, hər birini ayrıca silmək olar.',
      '“Ödəniş üzrə şərtlər” sətrini açsanız, pulun hansı kanalla daxil olduğunu və ödəmə tarixini də seçə bilərsiniz: yalnız belə əməliyyatlar qalır. Ödəmə tarixi vəsaitin ödənildiyi gündür, əməliyyat tarixi isə hesaba yazıldığı gün.',
    ],
  },
  'search-declaration': {
    text: [
      'Nömrəni bəyannamədəki kimi, tam yazın: hissəsi ilə tapılmır. Kiçik hərflər və kənardakı boşluqlar fərq etmir.',
      'Bir neçə nömrəni vergüllə ayırın və ya cədvəlin sütunundan köçürün: bir dəfəyə ən çoxu 50 nömrə.',
      'Nömrənin hissəsini, məbləği və ya VÖEN-i səhifənin yuxarısındakı axtarışa yazın: o, bəyannamələri, sənədləri, əməliyyatları və qalığı həmin məbləğ olan açıq borcları tapır.',
    ],
  },
  export: {
    text: [
      'Yalnız açıq səhifəni yox, şərtlərə uyğun bütün əməliyyatları cihazınıza yükləyir, ən köhnədən başlayaraq. Excel faylında hər vərəqə ayrıca səhifədir, “CSV” seçimində ayırıcını özünüz seçirsiniz; proqramlar üçün ayrıca fayl da var.',
      'Oradakı “1C, camt.053, JSON…” keçidi mühasibat proqramının oxuduğu fayllara aparır.',
    ],
  },
  print: {
    text: [
      'Lazım olan dövrü axtarışda seçin və Export düyməsinin yanındakı “Çap üçün çıxarış” keçidini açın və ya “PDF” ilə nömrəli sənəd kimi yükləyin, onu hər kəs nömrəsi ilə yoxlaya bilər: ödəyici, dövr, ilkin və son qalıqlar, əməliyyatlar sənəd kimi düzülür. Çap səhifəsində ən çoxu 2.000 ən yeni əməliyyat olur, qalanlarının sayı və cəmi yazılır. PDF sənədində ən çoxu 10.000 sətir olur; uzun sənədin nə qədər hazır olduğunu ayrıca səhifə göstərir.',
      'Başqa səhifələri də brauzerin çap əmri ilə (Ctrl+P) çap etmək olar: axtarış formaları və düymələr kağıza düşmür.',
    ],
  },
  mandates: {
    text: [
      'Şirkətin nümayəndəsi “Brokerlər” bölməsində gömrük brokerinə baxış icazəsi verir. Onun şərtləri: müddət; bütün hesab və ya yalnız brokerin verdiyi bəyannamələr; Export icazəsi. Dəyişiklik dərhal qüvvəyə minir.',
      '“Baxış jurnalı” bölməsi hesaba kimin baxdığını, nəyin yükləndiyini və icazələrdə nəyin dəyişdiyini göstərir. Broker müştərilərini “Müştərilər” səhifəsində görür.',
    ],
  },
}

export const help = {
  title: 'Kömək',
  heading: 'Hesab vərəqəsini necə oxumaq və borcları necə ödəmək olar',
  lead: 'Kartların, vərəqələrin, sütunların və əməliyyatların hər biri burada bir-iki cümlə ilə izah olunur.',
  contents: 'Mündəricat',
  sections: {
    statement: 'Xidmət',
    cards: 'Dörd kart',
    ledgers: 'On vərəqə',
    columns: 'Vərəqənin sütunları',
    operations: 'Əməliyyatın növləri',
    paying: 'Necə ödəmək olar',
    books: 'Öz uçotunuzla üzləşmə',
    searching: 'Axtarış, Export və brokerlər',
  },
  seeAlso: 'Bax:',
  topics,
  lines,
  examples: {
    cards: 'Nümunə: balans nədən ibarətdir',
    part: 'Vəsait',
    ledger: 'Nümunə: artıq ödəmə necə yaranır və borcu necə bağlayır',
    step: 'Nə baş verir',
    steps: [
      'A bəyannaməsi təsdiqlənir.',
      'A-nın borcu HÖP-də, nömrə ilə ödənilir.',
      'Düzəliş A üzrə ƏDV-ni azaldır.',
      'B bəyannaməsi təsdiqlənir.',
      'Artıq ödəmə B-nin borcunu bağlayır.',
      'Qalanını avansa daxil olan ödəniş bağlayır.',
    ],
  },
}
