/** Files for accounting programs. */
export const accounting = {
  link: '1C, camt.053, JSON…',
  title: 'Mühasibat proqramları üçün fayllar',
  lead: 'Dövrün bütün əməliyyatlarını mühasibat proqramının oxuduğu fayl kimi yükləyin: əl ilə köçürməyə ehtiyac qalmır.',
  customs: 'Dövlət Gömrük Komitəsi',
  what: 'Nə yüklənsin',
  whole: 'Başlanğıc tarix yazılmasa, uçotun əvvəlindən.',
  ledger: 'Vərəqə',
  allLedgers: 'Bütün vərəqələr',
  format: 'Faylın formatı',
  formats: {
    '1c': {
      name: '1C (1CClientBankExchange)',
      meaning:
        '1C-də bankla mübadilə ilə yüklənir. Hər vərəqə ayrıca hesabdır: nömrəsi VÖEN-dən və vərəqənin iki rəqəmli sıra nömrəsindən ibarətdir. Kodlaşdırma Windows-1251-dir, ona görə adlar ə, ğ, ş kimi hərflərsiz yazılır.',
    },
    camt: {
      name: 'camt.053 (ISO 20022, XML)',
      meaning:
        'Bank çıxarışının beynəlxalq formatı, 08 versiyası. Hər vərəqə ilkin və son qalığı ilə ayrıca çıxarışdır.',
    },
    json: {
      name: 'JSON',
      meaning: 'Öz proqramınız üçün: qalıqlar, dövrün hərəkəti və hər əməliyyat.',
      schema: 'Təsviri (OpenAPI)',
    },
    hledger: {
      name: 'hledger jurnalı',
      meaning: 'İkili yazılışla, qalıqların yoxlanışı ilə. Dövrdən və vərəqədən asılı olmayaraq bütün hesab.',
    },
  },
  offsets:
    'Artıq ödəmənin öz vərəqəsində borcu bağlaması hesabın qalığını dəyişmir, ona görə 1C və camt.053 fayllarında göstərilmir.',
  download: 'Faylı yüklə',
  problemsHeading: 'Dövrü düzəldin',
}
