import type { Catalogue } from '../src/i18n/index.ts'

/** What a visitor of a trial installation needs to know. */
export interface TrialModel {
  /** Its traders are the demonstration's. */
  readonly demo: boolean
  readonly people: readonly { readonly name: string; readonly about: string }[]
  readonly sandbox: { readonly portal: string; readonly officer: string } | null
}

export interface EntrancePageModel {
  readonly signIn: string
  /** The last event, or the reason to sign in. */
  readonly notice: string | null
  /** Whom users may ask for help; null when the operator names nobody. */
  readonly contact: string | null
  /** Where anybody checks a document. */
  readonly verify: string
  /** Null in a real installation, and where a page asked to sign in. */
  readonly trial: TrialModel | null
}

interface EntranceProps {
  readonly model: EntrancePageModel
  readonly t: Catalogue
}

export const EntrancePage = ({ model, t }: EntranceProps) => (
  <>
    <h1>{t.service}</h1>
    {model.notice !== null && (
      <p class="notice" role="status">
        {model.notice}
      </p>
    )}
    <p class="lead">{t.entrance.lead}</p>
    <p>
      <a class="button" href={model.signIn}>
        {t.signIn.button}
      </a>
    </p>
    {model.trial && <Trial trial={model.trial} t={t} />}
    <div class="entrance">
      <section class="block">
        <h2>{t.entrance.whatHeading}</h2>
        <ul class="points">
          {t.entrance.what.map(line => (
            <li>{line}</li>
          ))}
        </ul>
      </section>
      <section class="block">
        <h2>{t.entrance.whoHeading}</h2>
        <p>{t.entrance.who}</p>
      </section>
      <section class="block">
        <h2>{t.entrance.needHeading}</h2>
        <ul class="points">
          {t.entrance.need.map(line => (
            <li>{line}</li>
          ))}
        </ul>
        <p>{t.entrance.how}</p>
      </section>
      <section class="block">
        <h2>{t.entrance.helpHeading}</h2>
        <p>
          <a href={t.helpUrl()}>{t.help.heading}</a>
        </p>
        <p>
          <a href={model.verify}>{t.verify.title}</a>: {t.entrance.verify}
        </p>
        {model.contact !== null && <p>{t.entrance.contact(model.contact)}</p>}
      </section>
    </div>
  </>
)

const Trial = ({ trial, t }: { trial: TrialModel; t: Catalogue }) => (
  <section class="notice trial" aria-labelledby="trial-heading">
    <h2 id="trial-heading">{trial.demo ? t.entrance.demoHeading : t.entrance.trialHeading}</h2>
    <p>
      {trial.demo && `${t.entrance.demo} `}
      {t.entrance.people}
    </p>
    <dl>
      {trial.people.map(({ name, about }) => (
        <div>
          <dt>{name}</dt>
          <dd>{about}</dd>
        </div>
      ))}
    </dl>
    {trial.sandbox && (
      <ul class="points">
        <li>
          <a href={trial.sandbox.portal}>{t.sandbox.hop}</a>: {t.entrance.portal}
        </li>
        <li>
          <a href={trial.sandbox.officer}>{t.sandbox.officer}</a>: {t.entrance.officer}
        </li>
      </ul>
    )}
  </section>
)
