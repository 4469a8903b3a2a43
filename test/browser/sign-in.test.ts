import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

let site: RealSite
beforeAll(async () => {
  // The provider dates its tokens by the real clock.
  site = await RealSite.open({ clock: () => new Date() })
})
afterAll(() => site.close())

const button = ({ tab }: Visitor, name: string | RegExp) => tab.getByRole('button', { name })
const path = ({ tab }: Visitor) => tab.url().slice(site.url.length)
const SESSION = '__Host-vereqe-session'

async function signIn(visitor: Visitor, person: string | RegExp): Promise<void> {
  await visitor.open('/')
  await visitor.click(visitor.link('ASAN Login'))
  await visitor.click(button(visitor, person))
}

describe.each([
  ['with JavaScript', { scripted: true, width: 1280 }],
  ['without JavaScript, on a small screen', { scripted: false, width: 320 }],
])('%s', (_, how) => {
  test('a director signs in, chooses a company, reads, switches to another company, and signs out', async () => {
    const visitor = await site.stranger(how)
    await visitor.open('/')
    expect((await visitor.view()).heading).toBe('Şəxsi hesab vərəqəsi')
    await visitor.click(visitor.link('ASAN Login'))
    expect((await visitor.view()).text).toContain('Bu, ASAN Login deyil')
    await visitor.click(button(visitor, /direktor/))
    expect((await visitor.view()).heading).toBe('Şəxsi kabinet')
    const statements = visitor.tab
      .getByRole('link', { name: /Şəxsi hesab vərəqəsi/ })
      .and(visitor.tab.locator('main a'))
    expect(await statements.count()).toBe(3)

    await visitor.click(statements.first())
    const account = path(visitor)
    expect(account).toMatch(/^\/accounts\/\d{10}$/)
    await visitor.click(visitor.link('ƏDV üzrə vərəqə').first())
    await visitor.search({ from: '01.01.2025', type: 'assessment' })
    const { rows } = await visitor.view()
    expect(rows.length).toBeGreaterThan(0)

    await visitor.click(visitor.link(/Şirkəti dəyiş/))
    await visitor.click(visitor.tab.locator('main table').first().getByRole('link').last())
    expect(path(visitor)).not.toContain(account)
    expect(path(visitor).slice(account.length)).toBe('/ledgers/vat?from=2025-01-01&type=assessment')
    expect((await visitor.view()).fields).toMatchObject({ from: '01.01.2025', type: 'assessment' })

    const [cookie] = (await visitor.cookies()).filter(({ name }) => name === SESSION)
    await visitor.tab.locator('#menu > summary').click()
    await visitor.click(button(visitor, 'Çıxış'))
    await visitor.tab.waitForURL(/test-identity/)
    await visitor.click(button(visitor, 'Bəli, çıx'))
    await visitor.tab.waitForURL(/signed-out/)
    expect((await visitor.view()).text).toContain('Çıxış etdiniz.')

    await visitor.takeCookie(`${SESSION}=${cookie!.value}`)
    await visitor.open(account)
    expect((await visitor.view()).text).toContain('Bu səhifəni görmək üçün daxil olun.')
    expect(visitor.complaints.filter(text => !/status of 401/.test(text))).toEqual([])
    await visitor.leave()
  })

  test('three clicks lead from the entrance to a statement', async () => {
    const visitor = await site.stranger(how)
    await visitor.open('/')
    await visitor.click(visitor.link('ASAN Login'))
    await visitor.click(button(visitor, /mühasib/))
    expect(path(visitor)).toMatch(/^\/accounts\/\d{10}$/)
    expect((await visitor.view()).heading).toBe('Şəxsi hesab vərəqəsi')
    await visitor.leave()
  })

  test('a broker finds its clients and the data that each allows', async () => {
    const visitor = await site.stranger(how)
    await signIn(visitor, 'Nümayiş gömrük brokeri')
    await visitor.click(visitor.link(/[Mm]üştəri/).first())
    const { rows } = await visitor.view()
    expect(rows.length).toBeGreaterThanOrEqual(10)
    await visitor.leave()
  })

  test('a person of no company learns what to do', async () => {
    const visitor = await site.stranger(how)
    await visitor.open('/')
    await visitor.click(visitor.link('ASAN Login'))
    await visitor.click(button(visitor, /Heç bir şirkəti təmsil etmir/))
    const { heading, rows } = await visitor.view()
    expect([heading, rows]).toEqual(['Şəxsi kabinet', []])
    await visitor.leave()
  })

  test('a person who declines to sign in sees that, and can start again', async () => {
    const visitor = await site.stranger(how)
    await visitor.open('/')
    await visitor.click(visitor.link('ASAN Login'))
    await visitor.click(button(visitor, 'İmtina et'))
    expect((await visitor.view()).text).toContain('Giriş təsdiqlənmədi')
    await visitor.click(visitor.link('Yenidən daxil ol'))
    expect((await visitor.view()).heading).toBe('Sınaq girişi')
    await visitor.leave()
  })

  test('a page requested before signing in is shown afterwards', async () => {
    const visitor = await site.stranger(how)
    await visitor.open('/sessions')
    await visitor.click(visitor.link('ASAN Login'))
    await visitor.click(button(visitor, /direktor/))
    expect(path(visitor)).toBe('/sessions')
    await visitor.leave()
  })

  test('signing out at the identity provider ends the session here', async () => {
    const visitor = await site.stranger(how)
    await signIn(visitor, /mühasib/)
    const account = path(visitor)
    const metadata = await fetch(`${site.url}/test-identity/.well-known/openid-configuration`)
    const { end_session_endpoint: end } = (await metadata.json()) as { end_session_endpoint: string }
    await visitor.open(end.slice(site.url.length))
    await visitor.click(button(visitor, 'Bəli, çıx'))
    expect((await visitor.cookies()).map(({ name }) => name)).toContain(SESSION)
    await visitor.open(account)
    expect((await visitor.view()).text).toContain('Bu səhifəni görmək üçün daxil olun.')
    await visitor.leave()
  })
})

describe('a session that expires while a page is open', () => {
  test('warns and can be extended; otherwise it ends at the entrance, which leads back', async () => {
    let late_ms = 0
    const own = await RealSite.open({ clock: () => new Date(Date.now() + late_ms) })
    const visitor = await own.stranger()
    await signIn(visitor, /mühasib/)
    await visitor.click(visitor.link('ƏDV üzrə vərəqə').first())
    const place = visitor.tab.url()
    // The test controls the browser's clock from here on.
    await visitor.tab.clock.install()
    await visitor.tab.reload()
    const wait = async (minutes: number) => {
      late_ms += minutes * 60_000
      // As after sleep: what is due happens once, and not every live update of the time.
      await visitor.tab.clock.fastForward(minutes * 60_000)
    }
    await wait(18.2)
    const warning = visitor.tab.getByText(/Davam etmək üçün onu uzadın/)
    await warning.waitFor()
    await button(visitor, 'Sessiyanı uzat').click()
    await warning.waitFor({ state: 'detached' })
    await wait(18.2)
    await warning.waitFor()
    await wait(2)
    // Several fragments may redirect to the entrance at once; each cancels the one before.
    await visitor.link('ASAN Login').waitFor()
    expect(visitor.tab.url()).toMatch(/\?next=/)
    await visitor.link('ASAN Login').click()
    // The provider still has a session, so it asks nothing.
    await visitor.tab.waitForURL(place)
    await visitor.leave()
    await own.close()
  })
})
