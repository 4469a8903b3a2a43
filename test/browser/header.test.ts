import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findOverflow } from '../support/browser/examine.ts'
import { LONG_PERSON } from '../support/browser/long-texts.ts'
import { SCRIPTS } from '../support/browser/modes.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

/** Presses a key, and tells which element has the focus after it. */
async function press({ tab }: Visitor, key: string): Promise<string> {
  await tab.keyboard.press(key)
  return tab.evaluate<string>(
    "document.activeElement.closest('body > *').tagName + ' ' + document.activeElement.tagName",
  )
}

const heightOf = ({ tab }: Visitor) => tab.evaluate<number>("document.querySelector('header').offsetHeight")

describe.each(SCRIPTS)('the header, %s', (_, scripted) => {
  test('stays in one line, and its menu opens and leads on by keyboard, at 320 px and with the longest name', async () => {
    const visitor = await site.visitorAs(LONG_PERSON, { scripted, width: 320 })
    await visitor.open('/sessions')
    expect(await heightOf(visitor)).toBeLessThan(64)
    expect(await findOverflow(visitor.tab)).toEqual([])
    expect([await press(visitor, 'Tab'), await press(visitor, 'Tab'), await press(visitor, 'Tab')]).toEqual([
      'A A',
      'HEADER A',
      'HEADER SUMMARY',
    ])
    expect(await visitor.link('Şəxsi kabinet').isVisible()).toBe(false)
    expect(await press(visitor, 'Enter')).toBe('HEADER SUMMARY')
    for (const words of ['Şəxsi kabinet', 'Sessiyalar', 'Kömək', 'Русский'])
      expect(await visitor.tab.locator('header').getByRole('link', { name: words }).isVisible()).toBe(true)
    expect(await visitor.tab.locator('header').getByText(LONG_PERSON.name, { exact: true }).last().isVisible()).toBe(
      true,
    )
    expect(await findOverflow(visitor.tab)).toEqual([])
    expect(await press(visitor, 'Tab')).toBe('HEADER A')
    await visitor.act(() => visitor.tab.keyboard.press('Enter'))
    expect(new URL(visitor.tab.url()).pathname).toBe('/companies')
    await visitor.leave()
  })
})

test('a stranger’s menu has the languages and the guide, and nothing of a person', async () => {
  const visitor = await site.stranger({ width: 320 })
  await visitor.open('/')
  expect(await heightOf(visitor)).toBeLessThan(64)
  await visitor.tab.locator('header summary').click()
  const header = visitor.tab.locator('header')
  expect(await header.getByRole('link', { name: 'Kömək' }).isVisible()).toBe(true)
  expect(await header.getByRole('button').count()).toBe(0)
  expect(await header.getByRole('link', { name: 'Sessiyalar' }).count()).toBe(0)
  await visitor.click(header.getByRole('link', { name: 'English' }))
  expect(await visitor.tab.locator('html').getAttribute('lang')).toBe('en')
  await visitor.leave()
})
