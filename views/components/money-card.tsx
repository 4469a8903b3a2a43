import type { Catalogue } from '../../src/i18n/index.ts'
import { PayLink, type PayModel } from './pay-link.tsx'

export interface MoneyLine {
  readonly label: string
  readonly amount: string
  /** Zero amounts are written quietly. */
  readonly zero: boolean
}

export interface CardPaymentModel {
  /** What paying it all would do; null when nothing of it is paid from the advance. */
  readonly preview: string | null
  readonly all: PayModel | null
  /** Fund by fund. */
  readonly funds: readonly PayModel[]
}

/** One of the cards 1–3: a sum and the lines it is made of. */
export interface MoneyCardModel {
  readonly title: string
  readonly note: string
  readonly amount: string
  /** What the sum means for the person, told by the title and repeated by colour. */
  readonly tone: 'debt' | 'credit' | 'plain'
  readonly lines: readonly MoneyLine[]
  /** How the sum is paid, for one that can be. */
  readonly payment: CardPaymentModel | null
}

export const MoneyCard = ({ id, card, t }: { id: string; card: MoneyCardModel; t: Catalogue }) => (
  <article class={`card ${card.tone}`} id={id} aria-labelledby={`${id}-title`}>
    <h3 id={`${id}-title`}>{card.title}</h3>
    <p class="sum">{card.amount}</p>
    <p class="note">{card.note}</p>
    {card.payment && <CardPayment payment={card.payment} t={t} />}
    <details>
      <summary>
        {t.statement.details}
        <span class="unseen">{t.statement.detailsOf(card.title)}</span>
      </summary>
      <dl>
        {card.lines.map(line => (
          <div class={line.zero ? 'zero' : undefined}>
            <dt>{line.label}</dt>
            <dd>{line.amount}</dd>
          </div>
        ))}
      </dl>
      {card.payment?.funds.map(pay => (
        <PayLink pay={pay} t={t} />
      ))}
    </details>
  </article>
)

const CardPayment = ({ payment, t }: { payment: CardPaymentModel; t: Catalogue }) => (
  <>
    {payment.preview !== null && (
      <p>
        <a href={payment.preview}>{t.preview.link}</a>
      </p>
    )}
    {payment.all && <PayLink pay={payment.all} t={t} />}
  </>
)
