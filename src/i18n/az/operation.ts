/** The page of an operation, and the words of states and reasons that declarations and references share with it. */
export const operation = {
  kind: (seq: string) => `Əməliyyat №\u00a0${seq}`,
  rowOn: (seq: string, ledger: string) => `№\u00a0${seq}, ${ledger}`,
  whyThisDebt: 'Niyə məhz bu borc?',
  position: 'davamı',

  sentences: {
    assessment: (fund: string, amount: string) => `${fund} üzrə ${amount} hesablanıb: bu qədər borc yaranıb.`,
    amendment: (fund: string, amount: string) =>
      `Düzəliş nəticəsində ${fund} üzrə əlavə ${amount} hesablanıb: borc bu qədər artıb.`,
    hop: (fund: string, amount: string) =>
      `Bəyannamənin nömrəsi ilə ödənilmiş pulun ${amount} hissəsi ${fund} borcunu bağlayıb.`,
    ownFund: (fund: string, amount: string) =>
      `${fund} üzrə artıq ödəmənin ${amount} hissəsi həmin tədiyyə növünün borcunu bağlayıb.`,
    drawdown: (fund: string, amount: string) => `Avansdakı vəsaitin ${amount} hissəsi ${fund} borcunu bağlayıb.`,
    unpaidReduced: (fund: string, amount: string) =>
      `${fund} üzrə hesablanmış məbləğ ${amount} azalıb. Bu hissə hələ ödənilməmişdi, ona görə borc azalıb.`,
    paidReduced: (fund: string, amount: string) =>
      `${fund} üzrə hesablanmış məbləğ ${amount} azalıb. Bu hissə artıq ödənilmişdi, ona görə artıq ödəməyə çevrilib.`,
    bothReduced: (fund: string, amount: string, unpaid: string, paid: string) =>
      `${fund} üzrə hesablanmış məbləğ ${amount} azalıb: ${unpaid} ödənilməmiş borcdan çıxılıb, ${paid} isə artıq ödənilmişdi və artıq ödəməyə çevrilib.`,
    advance: (amount: string) => `VÖEN üzrə avansa ${amount} daxil olub.`,
    surplus: (amount: string) =>
      `Bəyannamənin nömrəsi ilə ödənilmiş pulun borcdan artıq qalan ${amount} hissəsi avansa yazılıb.`,
    single: (fund: string, amount: string) => `${fund} üçün ${amount} daxil olub.`,
    refund: (ledger: string, amount: string) =>
      `“${ledger}” üzrə artıq ödəmədən ${amount} ödəyicinin bank hesabına qaytarılıb.`,
    transfer: (from: string, to: string, amount: string) =>
      `${amount} artıq ödəmə “${from}” vərəqəsindən “${to}” vərəqəsinə köçürülüb.`,
  },

  facts: {
    ledger: 'Vərəqə',
    type: 'Əməliyyatın növü',
    date: 'Əməliyyat tarixi',
    paymentDate: 'Ödəmə tarixi',
    channel: 'Ödəniş kanalı',
    declaration: 'Bəyannamə',
    reference: 'Sənədin nömrəsi',
    amount: 'Məbləğ',
    after: 'Əməliyyatdan sonra vərəqədə',
    debtAfter: (amount: string) => `borc ${amount}`,
    overpaymentAfter: (amount: string) => `artıq ödəmə ${amount}`,
    nothingAfter: 'nə borc, nə artıq ödəmə',
    state: 'Vəziyyəti',
    dueOn: 'Ödənişin son günü',
    reduced: 'Azaldılıb',
    paid: 'Ödənilib',
    open: 'Qalıq borc',
    used: 'İstifadə olunub',
    left: 'Qalıb',
    leftOn: (amount: string, ledger: string) => `${amount}, “${ledger}” üzrə`,
    noneLeft: 'heç nə qalmayıb',
    charge: 'Bağlanan borc',
    twin: 'Digər vərəqədəki sətir',
  },

  states: {
    open: 'açıq',
    'partly-paid': 'qismən ödənilib',
    settled: 'ödənilib',
    amended: 'düzəliş edilib',
    cancelled: 'ləğv edilib',
  },

  reasons: {
    'by-number': 'Bəyannamənin nömrəsi göstərilib; içində tədiyyə növləri sıra ilə.',
    surplus: 'Nömrə ilə ödənilə bilən borc qalmayıb: artıq hissə avansa keçib.',
    'own-fund': 'Bu tədiyyə növünün həmin an ən köhnə açıq borcu.',
    'oldest-document': 'Həmin an açıq borcu olan ən köhnə sənəd.',
    'next-fund': 'Eyni sənədin növbəti tədiyyə növü.',
    amended: 'Düzəlişdən yaranmış borc, bəyannaməsinin sırasında.',
    refund: 'Artıq ödəmə ödəyiciyə qaytarılıb.',
    transfer: 'Artıq ödəmə başqa vərəqəyə köçürülüb.',
  },

  rules: {
    byNumber:
      'Bəyannamənin nömrəsi ilə növbədənkənar ödəniş yalnız həmin bəyannamənin borcunu bağlayır: əvvəl gömrük rüsumu, sonra ƏDV və digər tədiyyə növləri sıra ilə. Düzəlişdən yaranmış borc nömrə ilə ödənilmir.',
    ownFund:
      'Tədiyyə növünün artıq ödəməsi avansdan əvvəl və yalnız öz borcunu bağlayır, ən köhnə sənəddən başlayaraq.',
    advance:
      'Avans borcları sənədlərin sırası ilə bağlayır: əvvəl ən köhnə bəyannamə və ya akt, onun içində əvvəl gömrük rüsumu, sonra ƏDV, aksiz və digərləri.',
    amended:
      'Düzəlişdən yaranmış borc bəyannaməsinin sırasında durur və yalnız balansdakı vəsaitlə bağlanır, nömrə ilə ödənilmir.',
  },

  how: {
    heading: 'Bu borc niyə açıqdır və necə ödənilir',
    untouched: 'Hesablanandan bəri onu bağlayan vəsait daxil olmayıb.',
    partly: 'Daxil olan vəsait borcun yalnız bir hissəsinə çatıb.',
    byNumber:
      'Onu növbədənkənar, bəyannamənin nömrəsi ilə HÖP-də ödəmək olar. VÖEN üzrə avansa (142330) ödəniş isə əvvəlcə daha köhnə borcları bağlayır.',
    amended:
      'Bu borc düzəlişdən yaranıb, ona görə nömrə ilə ödənilmir: VÖEN üzrə avansa (142330) ödəniş edin, vəsait növbə ilə silinir.',
    reference: 'Bu borc bəyannamə üzrə deyil: VÖEN üzrə avansa (142330) və ya bu tədiyyə növünə ödəniş edin.',
    eservice: 'Elektron xidmət borcu yalnız öz kodu ilə (802001 və ya 114111) ödənilir, avansdan silinmir.',
  },

  booked: 'Eyni bildirişlə yazılan əməliyyatlar',
  payment: 'Bütün ödəniş, hissələri ilə',
  closed: 'Bu borcu nə bağlayıb və ya azaldıb',
  notClosed: 'Bu borcu hələ heç nə bağlamayıb.',
  uses: 'Bu pul nəyə gedib, ardıcıllıqla',
  usesOfReduction: 'Ödənilmiş hissənin pulu nəyə gedib',
  unused: 'Bu pul hələ heç nəyə getməyib.',
  sources: 'Pul hansı ödənişlərdən gəlib',
  reductions: 'Hansı hesablama azalıb',
  unpaidPart: 'ödənilməmiş hissə: borc azalıb',
  paidPart: 'ödənilmiş hissə: artıq ödəməyə çevrilib',
  ofWhole: (amount: string) => `ümumi məbləği ${amount}`,

  columns: {
    date: 'Tarix',
    closed: 'Nə bağlanıb',
    what: 'Əməliyyat',
    why: 'Niyə',
    from: 'Pul haradan gəlib',
    part: 'Hissə',
    type: 'Növü',
    whole: 'Ödəniş',
    amount: 'Məbləğ',
  },
  first: 'Siyahının əvvəlinə',
  next: 'Siyahının davamı',

  event: {
    heading: 'Bildiriş',
    type: 'Nə bildirilib',
    occurredAt: 'Nə vaxt baş verib',
    receivedAt: 'Bura nə vaxt daxil olub',
    sender: 'Göndərən',
    importedBy: 'xidmətin operatoru fayldan yükləyib',
    senderNotKept: 'qeyd olunmayıb: o vaxt bu məlumat saxlanmırdı',
    id: 'Bildirişin identifikatoru',
    assignedPayment: 'Təyin edilmiş ödəniş',
    assigned: (id: string, receivedAt: string) => `${id}, ${receivedAt} daxil olub; ödəyicisi əvvəl məlum deyildi`,
    assignedSender: 'Təyin edilmiş ödənişi göndərən',
    missing: 'Bildiriş tapılmadı.',
    types: {
      'taxpayer.registered': 'Ödəyicinin qeydiyyatı',
      'declaration.assessed': 'Bəyannamə təsdiqlənib',
      'declaration.amended': 'Bəyannaməyə düzəliş edilib',
      'declaration.cancelled': 'Bəyannamə ləğv edilib',
      'charge.assessed': 'Akt və ya protokol üzrə hesablanıb',
      'payment.received': 'Ödəniş daxil olub',
      'payment.assigned': 'Ödəyicisi məlum olmayan ödəniş təyin edilib',
      'overpayment.refunded': 'Artıq ödəmə qaytarılıb',
      'overpayment.transferred': 'Artıq ödəmə köçürülüb',
    },
  },
  missing: 'Bu hesabda belə əməliyyat yoxdur.',
}
