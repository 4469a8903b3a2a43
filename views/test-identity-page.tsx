import type { Catalogue } from '../src/i18n/index.ts'

export interface TestIdentityPageModel {
  readonly action: string
  readonly decline: string
  readonly people: readonly {
    readonly key: string
    readonly name: string
    readonly about: string
  }[]
}

/** The test identity provider's choice of a person. It asks for no password, because it proves nothing. */
export const TestIdentityPage = ({ model, t }: { model: TestIdentityPageModel; t: Catalogue }) => (
  <>
    <h1>{t.testIdentity.title}</h1>
    <p class="notice">{t.testIdentity.disclaimer}</p>
    <form class="people" method="post" action={model.action}>
      {model.people.map(person => (
        <button class="quiet" type="submit" name="person" value={person.key}>
          <b>{person.name}</b> <small>{person.about}</small>
        </button>
      ))}
    </form>
    <form method="post" action={model.decline}>
      <button class="quiet" type="submit">
        {t.testIdentity.decline}
      </button>
    </form>
  </>
)

export const TestSignOutPage = ({ action, secret, t }: { action: string; secret: string; t: Catalogue }) => (
  <>
    <h1>{t.testIdentity.signOutTitle}</h1>
    <p class="notice">{t.testIdentity.disclaimer}</p>
    <p class="lead">{t.testIdentity.signOut}</p>
    <form method="post" action={action}>
      <input type="hidden" name="xsrf" value={secret} />
      <p class="actions">
        <button type="submit" name="logout" value="yes">
          {t.testIdentity.signOutYes}
        </button>{' '}
        <button class="quiet" type="submit">
          {t.testIdentity.signOutNo}
        </button>
      </p>
    </form>
  </>
)

export const TestMessagePage = ({ message, home, t }: { message: string; home: string; t: Catalogue }) => (
  <>
    <h1>{t.testIdentity.title}</h1>
    <p class="lead">{message}</p>
    <p>
      <a class="button" href={home}>
        {t.errors.home}
      </a>
    </p>
  </>
)
