/** The forms of a counted noun. `other` stands for those that a language does not tell apart. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/** Chooses the form of a noun that goes with a count, by the rules of the language (Unicode CLDR, as `Intl` has them). */
export function pluralOf(language: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language)
  return (count, forms) => forms[rules.select(count)] ?? forms.other
}
