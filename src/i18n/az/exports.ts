/** Files: what they are called, how they are chosen, and what stands in them. */
export const exports = {
  xlsx: 'Export (Excel)',
  csv: 'CSV',
  csvIn: {
    semicolon: 'CSV: nöqtəli vergül, onluq vergül (1234,50)',
    comma: 'CSV: vergül, onluq nöqtə (1234.50)',
  },
  machine: 'Proqramlar üçün CSV',
  fileName: 'vərəqə',
  allLedgers: 'bütün-vərəqələr',
  selected: 'seçilmiş',
  reference: 'Sənədin nömrəsi',
  channel: 'Ödəniş kanalı',
  row: '№',
  event: 'Bildirişin nömrəsi',
  cause: 'Səbəb',
  causes: { amendment: 'Düzəliş', cancellation: 'Ləğv' },
  rate: 'Gündə, %',
  summary: 'Yekun',
  byType: 'Əməliyyat növləri üzrə',
  opening: { debt: 'İlkin borc', overpayment: 'İlkin artıq ödəmə' },
  closing: { debt: 'Son borc', overpayment: 'Son artıq ödəmə' },
  longAmounts:
    '15 rəqəmdən uzun məbləğlər mətn kimi yazılıb: cədvəl proqramı onları yuvarlaqlaşdırardı. Düsturlar onları saymır.',
  note: 'Qeyd',
  apostrophes: "Nömrənin əvvəlindəki ' işarəsi onu mətn kimi saxlayır, nömrəyə daxil deyil.",
}
