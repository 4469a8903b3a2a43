/** What a broker's clients have together. */
import type { Format } from '../format.ts'

export const clientTotals = ({ count }: Format) => ({
  heading: 'Tapılan müştərilər üzrə cəmi',
  ask: (clients: number) => `Tapılan bütün müştərilərin (${count(clients)}) cəmini hesabla`,
  askHint: 'Hər müştəri bunu öz “Baxış jurnalı”nda görür.',
  balance: 'Balans: avans və artıq ödəmə',
  asOf: (instant: string, clients: number) => `${instant} vəziyyətinə görə, ${count(clients)} müştəri üzrə.`,
  leftOut: (clients: number) => `Rəqəmləri göstərilməyən ${count(clients)} müştəri cəmə daxil deyil.`,
})
