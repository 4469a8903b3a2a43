import type * as z from 'zod'
import { type SettingText, settingTexts } from './fields.ts'
import { hopEnvironment } from './hop.ts'
import { identityEnvironment } from './identity.ts'
import { interestEnvironment } from './interest.ts'
import { papersEnvironment } from './papers.ts'
import { serverEnvironment } from './server.ts'
import { signInEnvironment } from './sign-in.ts'

export interface Setting extends SettingText {
  readonly name: string
}

export interface SettingGroup {
  readonly title: string
  readonly settings: readonly Setting[]
}

export const SETTING_GROUPS: readonly SettingGroup[] = [
  { title: 'Server and store', settings: settingsOf(serverEnvironment) },
  { title: 'Public address, sessions and request limits', settings: settingsOf(signInEnvironment) },
  { title: 'Identity provider', settings: settingsOf(identityEnvironment) },
  { title: 'Payment portal', settings: settingsOf(hopEnvironment) },
  { title: 'Documents issued', settings: settingsOf(papersEnvironment) },
  { title: 'Late interest', settings: settingsOf(interestEnvironment) },
]

/** @throws for a variable without documentation */
function settingsOf({ shape }: z.ZodObject): Setting[] {
  return Object.entries(shape).map(([name, schema]) => {
    const text = settingTexts.get(schema as z.ZodType)
    if (!text) throw new Error(`The setting ${name} is not documented`)
    return { name, ...text }
  })
}
