import Bowser from 'bowser'

/** A browser and its system as a person would call them, such as `Firefox, Windows`; null when they cannot be told. */
export function deviceOf(userAgent: string): string | null {
  if (userAgent === '') return null
  const { browser, os } = Bowser.parse(userAgent)
  return [browser.name, os.name].filter(Boolean).join(', ') || null
}
