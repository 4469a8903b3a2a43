import { Hono } from 'hono'
import { TestIdentityPage, TestMessagePage, TestSignOutPage } from '../../../views/test-identity-page.tsx'
import type { EmbeddedProvider, ProviderPage } from '../../auth/embedded-provider.ts'
import type { Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { readForm } from '../http/form.ts'
import { noStoreHeaders } from '../http/security-headers.ts'
import { languageChoiceCookie } from '../language.ts'
import { pageText, redirect, respond } from '../respond.tsx'
import { declineTestIdentityUrl, HOME, TEST_IDENTITY, testIdentityUrl } from '../urls.ts'

/** Renders the pages of the test identity provider, which answers all other requests itself. */
export function testIdentityRoutes(provider: EmbeddedProvider): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(testIdentityUrl(':uid'), async c => {
    const t = c.get('t')
    const interaction = await provider.interaction(c)
    if (!interaction) return notFound(c, 'notFound')
    const model = {
      action: testIdentityUrl(interaction.uid),
      decline: declineTestIdentityUrl(interaction.uid),
      people: interaction.people.map(({ key, person: { name, companies } }) => ({
        key,
        name,
        about: t.testIdentity.about(companies.map(company => company.name)),
      })),
    }
    return respond(c, {
      status: 200,
      title: t.testIdentity.title,
      page: <TestIdentityPage model={model} t={t} />,
      sheet: 'entrance',
    })
  })

  // A form that is sent again redirects home, which continues for signed-in users and starts again for others.
  routes.post(testIdentityUrl(':uid'), async c => {
    const location = await provider.choose(c, (await readForm(c))('person'))
    return redirect(c, location ?? HOME)
  })

  routes.post(declineTestIdentityUrl(':uid'), async c => {
    const location = await provider.decline(c)
    return redirect(c, location ?? HOME)
  })

  routes.all(`${TEST_IDENTITY}/*`, c => {
    return provider.handle(c, {
      headers: noStoreHeaders(c),
      cookie: languageChoiceCookie(c),
      render: page => renderPage(c, page),
    })
  })

  return routes
}

function renderPage(c: WebContext, page: ProviderPage): string {
  const t = c.get('t')
  if (page.kind === 'sign-out') {
    const { action, xsrf } = page
    return pageText(c, t.testIdentity.signOutTitle, <TestSignOutPage action={action} secret={xsrf} t={t} />)
  }
  const message = page.kind === 'signed-out' ? t.testIdentity.signedOut : t.testIdentity.failed(page.code)
  return pageText(c, t.testIdentity.title, <TestMessagePage message={message} home={HOME} t={t} />)
}
