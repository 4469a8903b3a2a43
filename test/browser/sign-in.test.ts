import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SCRIPTS } from '../support/browser/modes.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

let site: RealSite
/** How much later than in the provider it is in the service. */
let late_ms = 0
beforeAll(async () => {
  // The provider dates its tokens by the real clock.
  site = await RealSite.open({ clock: () => new Date(Date.now() + late_ms) })
})
beforeEach(() => {
  late_ms = 0
})
afterAll(() => site.close())

const button = ({ tab }: Visitor, name: string | RegExp) => tab.getByRole('button', { name })
/** Whether the window shows the whole warning. */
const SEEN_WHOLE = `(() => {
  const { top, bottom } = document.querySelector('#session > .banner').getBoundingClientRect()
  return scrollY > 0 && top >= 0 && bottom <= innerHeight
})()`

const path = ({ tab }: Visitor) => tab.url().slice(site.url.length)
const SESSION = '__Host-vereqe-session'

async function signIn(visitor: Visitor, person: string | RegExp): Promise<void> {
  await visitor.open('/')
  await visitor.click(visitor.link('ASAN Login'))
  await visitor.click(button(visitor, person))
}

describe.each(SCRIPTS)('%s', (_, scripted) => {
  const how = { scripted, width: scripted ? 1280 : 320 }

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
    expect((await visitor.view()).text).toContain('Sessiyanız bitib. Yenidən daxil olun')
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
    expect((await visitor.view()).text).toContain('Sessiyanız bitib. Yenidən daxil olun')
    await visitor.leave()
  })
})

describe('a session that expires while a page is open', () => {
  test('warns, scrolled or not, and can be extended; otherwise it hides the page until one signs in again', async () => {
    const visitor = await site.stranger()
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
    await visitor.tab.evaluate('scrollTo(0, 1e6)')
    expect(await visitor.tab.evaluate<boolean>(SEEN_WHOLE)).toBe(true)
    await wait(2)
    const over = visitor.tab.getByText('Sessiya bitib.')
    await over.waitFor()
    expect([visitor.tab.url(), await visitor.tab.locator('h1').isVisible()]).toEqual([place, false])
    await button(visitor, 'Yenidən daxil ol').click()
    // The provider still has a session, so it asks nothing.
    await visitor.tab.locator('h1').waitFor()
    expect([visitor.tab.url(), await over.count()]).toEqual([place, 0])
    await visitor.leave()
  })

  test.each(SCRIPTS)('keeps what is typed in a form across signing in again, %s', async (_, scripted) => {
    const visitor = await site.stranger({ scripted, width: 360 })
    await signIn(visitor, /mühasib/)
    await visitor.tab.getByText('Hesaba baxış', { exact: true }).click()
    await visitor.click(visitor.link('Brokerlər').first())
    const place = visitor.tab.url()
    if (scripted) {
      await visitor.tab.clock.install()
      await visitor.tab.reload()
    }
    const broker = visitor.tab.locator('#mandate-broker')
    await broker.fill('1700012')
    await visitor.tab.locator('#mandate-scope-balances').check()
    late_ms += 21 * 60_000
    if (scripted) {
      await visitor.tab.clock.fastForward(18.2 * 60_000)
      await button(visitor, 'Yenidən daxil ol').click()
    } else {
      await visitor.click(button(visitor, 'Baxış icazəsi ver'))
      expect((await visitor.view()).text).toContain('Yazdıqlarınız itməyib')
      await visitor.click(visitor.link('ASAN Login'))
    }
    await broker.waitFor()
    expect(visitor.tab.url()).toBe(place)
    expect([await broker.inputValue(), await visitor.tab.locator('#mandate-scope-balances').isChecked()]).toEqual([
      '1700012',
      true,
    ])
    expect((await visitor.view()).text).toContain('Yazdıqlarınızı yoxlayın və göndərin.')
    await visitor.leave()
  })
})
