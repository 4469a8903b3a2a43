import type { Catalogue } from '../../src/i18n/index.ts'

export interface ActSignModel {
  /** Who agreed and when; null while nobody has. */
  readonly agreed: string | null
  readonly closed: string | null
  /** An objection waits for its answer. */
  readonly waits: boolean
  /** Where the forms lead; null where the step cannot be taken. */
  readonly agree: string | null
  readonly close: string | null
  readonly cancel: string | null
  readonly readOnly: boolean
  /** How many steps of the act the page shows. */
  readonly seen: number
  readonly company: string
}

/** What is left to do, and on paper the lines to sign on. */
export const ActSign = ({ sign, t }: { sign: ActSignModel; t: Catalogue }) => (
  <section class="block" aria-labelledby="sign-heading">
    <h2 id="sign-heading">{t.acts.signHeading}</h2>
    {sign.agreed && <p>{sign.agreed}</p>}
    {sign.closed && <p>{sign.closed}</p>}
    {sign.waits && <p class="note">{t.acts.waits}</p>}
    {sign.readOnly && <p class="note">{t.acts.readOnly}</p>}
    {sign.agree && (
      <form class="panel" method="post" action={sign.agree}>
        <input type="hidden" name="seen" value={sign.seen} />
        <p>{t.acts.agreeLead}</p>
        <p class="actions">
          <button type="submit">{t.acts.agree}</button>
        </p>
      </form>
    )}
    {sign.cancel && (
      <p class="actions">
        {sign.close && (
          <a class="button" href={sign.close}>
            {t.acts.closeLink}
          </a>
        )}{' '}
        <a class="button quiet" href={sign.cancel}>
          {t.acts.cancelLink}
        </a>
      </p>
    )}
    <div class="signatures">
      <Party label={t.acts.signatureCustoms} name="" t={t} />
      <Party label={t.acts.signatureCompany} name={sign.company} t={t} />
    </div>
  </section>
)

const Party = ({ label, name, t }: { label: string; name: string; t: Catalogue }) => (
  <div>
    <p>
      {label} <bdi>{name}</bdi>
    </p>
    {t.acts.signatureLines.map(line => (
      <p class="signature">{line}</p>
    ))}
  </div>
)
