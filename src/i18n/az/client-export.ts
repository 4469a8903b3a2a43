/** The broker's list of clients as a file. */
import type { Format } from '../format.ts'

export const clientExport = ({ count }: Format) => ({
  hint: 'Tapılan bütün müştərilər, Excel faylı (XLSX). Hər müştəri bunu öz “Baxış jurnalı”nda görür.',
  leftOut: (clients: number) => `Export-a icazə verməyən ${count(clients)} müştəri faylda olmayacaq.`,
  overpayment: 'Fondlar üzrə artıq ödəmə',
  lastDay: 'İcazənin son günü',
  broker: 'Broker, VÖEN',
  fileName: 'müştərilər',
  inAccessLog: 'brokerin müştəri siyahısı',
})
