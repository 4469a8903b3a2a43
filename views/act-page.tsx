import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { type ActObjectionModel, ActObjections } from './components/act-objections.tsx'
import { ActSign, type ActSignModel } from './components/act-sign.tsx'
import { HelpSign } from './components/help-link.tsx'
import { type ExportModel, FileLinks } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

export type { ActSignModel }

interface LinkModel {
  readonly href: string
  readonly label: string
}

export interface ActLineModel {
  /** What the line does to the balance: `+`, `−`, `=`, or nothing. */
  readonly sign: string
  readonly label: string
  readonly isBalance: boolean
  readonly customs: string
  /** Empty where the company has stated nothing. */
  readonly own: string
  readonly difference: string
  readonly differs: boolean
  readonly object: LinkModel | null
}

export interface ActLedgerModel {
  readonly code: string
  readonly title: string
  /** The ledger in the same period. */
  readonly href: string
  readonly groups: readonly {
    readonly title: string
    readonly lines: readonly ActLineModel[]
    /** That the company's own figures do not add up. */
    readonly gap: string | null
  }[]
  readonly enter: LinkModel | null
}

export interface ActPageModel {
  readonly account: AccountModel
  readonly title: string
  /** As it was named when the act was drawn up. */
  readonly company: string
  readonly period: string
  /** Why a step was refused. */
  readonly problems: readonly string[]
  /** Null for users who may not download. */
  readonly exports: ExportModel | null
  /** Has the act issued as a PDF document; null for users who may not download. */
  readonly pdf: string | null
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** Who cancelled it, and why; null for an act that counts. */
  readonly cancelled: { readonly text: string; readonly reason: string } | null
  /** That the books have changed since; null when they have not. */
  readonly changed: { readonly text: string; readonly again: string | null } | null
  readonly ledgers: readonly ActLedgerModel[]
  readonly others: readonly { readonly label: string; readonly href: string | null }[]
  readonly objections: readonly ActObjectionModel[]
  readonly nextAfterObjection: string | null
  readonly sign: ActSignModel
}

interface ActProps {
  readonly model: ActPageModel
  readonly t: Catalogue
}

export const ActPage = ({ model, t }: ActProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <div class="card-head">
      <h1>{model.title}</h1>
      <HelpSign term="books-act" about={model.title} t={t} />
    </div>
    <AccountLine account={model.account} t={t} />
    {model.problems.length > 0 && <Refused problems={model.problems} t={t} />}
    {model.cancelled && (
      <p class="banner">
        {model.cancelled.text} <bdi>{model.cancelled.reason}</bdi>
      </p>
    )}
    <dl class="facts">
      {model.facts.map(({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
    <FileLinks exports={model.exports} pdf={model.pdf} t={t} />
    {model.changed && (
      <p class="notice">
        {model.changed.text} {model.changed.again && <a href={model.changed.again}>{t.acts.drawAgain}</a>}
      </p>
    )}
    {model.ledgers.length === 0 && <p class="empty">{t.acts.nothing}</p>}
    {model.ledgers.map(ledger => (
      <ActLedger ledger={ledger} t={t} />
    ))}
    {model.others.length > 0 && <Others others={model.others} t={t} />}
    <ActObjections objections={model.objections} next={model.nextAfterObjection} t={t} />
    <ActSign sign={model.sign} t={t} />
  </>
)

const Refused = ({ problems, t }: { problems: readonly string[]; t: Catalogue }) => (
  <section class="problems" tabindex={-1} autofocus aria-labelledby="problems-heading">
    <h2 id="problems-heading">{t.acts.problemsHeading}</h2>
    <ul>
      {problems.map(problem => (
        <li>{problem}</li>
      ))}
    </ul>
  </section>
)

const ActLedger = ({ ledger, t }: { ledger: ActLedgerModel; t: Catalogue }) => (
  <div class="block act-ledger">
    <div class="heading">
      <h2 id={`${ledger.code}-heading`}>
        <a href={ledger.href}>{ledger.title}</a>
      </h2>
      {ledger.enter && (
        <a class="button quiet" href={ledger.enter.href} aria-label={ledger.enter.label}>
          {t.acts.enter}
        </a>
      )}
    </div>
    <ScrollRegion labelledBy={`${ledger.code}-heading`}>
      <table class="act-lines stacked">
        <thead>
          <tr>
            <th scope="col">{t.acts.line}</th>
            <th scope="col">{t.acts.customs}</th>
            <th scope="col">{t.acts.own}</th>
            <th scope="col">{t.acts.difference}</th>
            {ledger.enter && (
              <th scope="col">
                <span class="sr-only">{t.acts.objectionTitle}</span>
              </th>
            )}
          </tr>
        </thead>
        {ledger.groups.map(({ title, lines }) => (
          <tbody>
            <tr class="act-side">
              <th scope="rowgroup" colspan={ledger.enter ? 5 : 4}>
                {title}
              </th>
            </tr>
            {lines.map(line => actLine(line, t))}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
    {ledger.groups.map(({ gap }) => gap && <p class="note">{gap}</p>)}
  </div>
)

const actLine = (line: ActLineModel, t: Catalogue) => (
  <tr class={line.isBalance ? 'total' : undefined}>
    <th scope="row">
      {line.sign} {line.label}
    </th>
    <td data-label={t.acts.customs}>{line.customs}</td>
    <td data-label={t.acts.own}>{line.own}</td>
    <td data-label={t.acts.difference} class={line.differs ? 'differs' : undefined}>
      {line.difference}
    </td>
    {line.object && (
      <td class="act-object">
        <a href={line.object.href} aria-label={line.object.label}>
          {t.acts.object}
        </a>
      </td>
    )}
  </tr>
)

const Others = ({ others, t }: { others: ActPageModel['others']; t: Catalogue }) => (
  <section class="block" aria-labelledby="others-heading">
    <h2 id="others-heading">{t.acts.others}</h2>
    <ul class="act-others">
      {others.map(({ label, href }) => (
        <li>{href === null ? label : <a href={href}>{label}</a>}</li>
      ))}
    </ul>
  </section>
)
