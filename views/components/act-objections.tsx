import type { Catalogue } from '../../src/i18n/index.ts'
import { ScrollRegion } from './scroll-region.tsx'

export interface ActObjectionModel {
  readonly number: number
  readonly line: string
  readonly customs: string
  readonly own: string
  readonly reason: string
  readonly note: string
  readonly raised: string
  readonly state: string
  readonly answer: string
  /** Null where it cannot be withdrawn. */
  readonly withdraw: { readonly action: string; readonly label: string } | null
}

interface ActObjectionsProps {
  readonly objections: readonly ActObjectionModel[]
  /** Says what comes after an objection that was accepted; null where none was. */
  readonly next: string | null
  readonly t: Catalogue
}

export const ActObjections = ({ objections, next, t }: ActObjectionsProps) => (
  <div class="block act-objections">
    <h2 id="objections-heading">{t.acts.objections}</h2>
    {objections.length === 0 ? (
      <p class="empty">{t.acts.noObjections}</p>
    ) : (
      <ScrollRegion labelledBy="objections-heading">
        <table class="objections stacked">
          <thead>
            <tr>
              <th scope="col">{t.acts.objectionNumber}</th>
              <th scope="col">{t.acts.about}</th>
              <th scope="col">{t.acts.customs}</th>
              <th scope="col">{t.acts.own}</th>
              <th scope="col">{t.acts.reason}</th>
              <th scope="col">{t.acts.state}</th>
              <th scope="col">{t.acts.answer}</th>
            </tr>
          </thead>
          <tbody>{objections.map(objection => objectionRow(objection, t))}</tbody>
        </table>
      </ScrollRegion>
    )}
    {next !== null && <p class="notice">{next}</p>}
  </div>
)

const objectionRow = (objection: ActObjectionModel, t: Catalogue) => (
  <tr>
    <th scope="row">{objection.number}</th>
    <td data-label={t.acts.about}>{objection.line}</td>
    <td data-label={t.acts.customs}>{objection.customs}</td>
    <td data-label={t.acts.own}>{objection.own}</td>
    <td data-label={t.acts.reason}>
      <bdi>{objection.reason}</bdi>{' '}
      {objection.note && (
        <small>
          {t.acts.note}: <bdi>{objection.note}</bdi>
        </small>
      )}{' '}
      <small>
        <bdi>{objection.raised}</bdi>
      </small>
    </td>
    <td data-label={t.acts.state}>
      {objection.state}{' '}
      {objection.withdraw && (
        <form method="post" action={objection.withdraw.action}>
          <button class="quiet" type="submit" aria-label={objection.withdraw.label}>
            {t.acts.withdraw}
          </button>
        </form>
      )}
    </td>
    <td data-label={t.acts.answer}>
      <bdi>{objection.answer}</bdi>
    </td>
  </tr>
)
