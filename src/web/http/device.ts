import Bowser from 'bowser'

/** Browser and operating system for people, such as `Firefox, Windows`; null if unknown. */
export function deviceOf(userAgent: string): string | null {
  if (userAgent === '') return null
  const { browser, os } = Bowser.parse(userAgent)
  return [browser.name, os.name].filter(Boolean).join(', ') || null
}
