declare const brand: unique symbol

/** A taxpayer number: ten digits, the last 1 (legal person) or 2 (natural person); no checksum is published. */
export type Voen = string & { readonly [brand]: 'Voen' }

const VOEN = /^\d{9}[12]$/

export function isVoen(text: string): text is Voen {
  return VOEN.test(text)
}
