import type { Catalogue } from '../../src/i18n/index.ts'

export interface MoneyLine {
  readonly label: string
  readonly amount: string
  /** Zero amounts are written quietly. */
  readonly zero: boolean
}

/** One of the cards 1–3: a sum and the lines it is made of. */
export interface MoneyCardModel {
  readonly title: string
  readonly note: string
  readonly amount: string
  /** What the sum means for the person, told by the title and repeated by colour. */
  readonly tone: 'debt' | 'credit' | 'plain'
  readonly lines: readonly MoneyLine[]
}

export const MoneyCard = ({ id, card, t }: { id: string; card: MoneyCardModel; t: Catalogue }) => (
  <article class={`card ${card.tone}`} id={id} aria-labelledby={`${id}-title`}>
    <h3 id={`${id}-title`}>{card.title}</h3>
    <p class="sum">{card.amount}</p>
    <p class="note">{card.note}</p>
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
    </details>
  </article>
)
