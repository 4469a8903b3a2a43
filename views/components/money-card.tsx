import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HelpCard } from '../../src/i18n/help-terms.ts'
import type { Catalogue } from '../../src/i18n/index.ts'
import { HelpSign } from './help-link.tsx'
import { PayButton, PayLink, type PayModel } from './pay-link.tsx'

export interface MoneyLine {
  readonly label: string
  readonly amount: string
  readonly href: string
}

export interface CardPaymentModel {
  /** Null when the advance pays none of it. */
  readonly preview: string | null
  readonly all: PayModel | null
  /** The list of open debts. */
  readonly debts: string
  readonly funds: readonly PayModel[]
}

export interface MoneyCardModel {
  readonly title: string
  /** Where pressing the card leads: to what its sum is made of. */
  readonly href: string
  readonly meaning: string
  readonly amount: string
  /** The title says the same; colour only repeats it. */
  readonly tone: 'debt' | 'credit' | 'plain'
  /** They add up to the sum. */
  readonly lines: readonly MoneyLine[]
  readonly zeroLines: readonly MoneyLine[]
  /** Null for a sum that is not a debt. */
  readonly payment: CardPaymentModel | null
}

export const MoneyCard = ({ id, card, t }: { id: HelpCard; card: MoneyCardModel; t: Catalogue }) => (
  <article class={`card ${card.tone}`} id={id} aria-labelledby={`${id}-title`}>
    <CardHead id={id} title={card.title} href={card.href} t={t} />
    <CardSum amount={card.amount} />
    <p class="note">{card.meaning}</p>
    <Lines lines={card.lines} />
    {card.payment && <CardPayment payment={card.payment} t={t} />}
    {(card.zeroLines.length > 0 || card.payment) && (
      <CardDetails title={card.title} t={t}>
        <Lines lines={card.zeroLines} />
        {card.payment?.funds.map(pay => (
          <PayLink pay={pay} t={t} />
        ))}
      </CardDetails>
    )}
  </article>
)

/** So many characters, currency included, have room in a card in large and in middling figures. */
const [MAX_LARGE, MAX_MIDDLING] = [15, 19]

function sumClass({ length }: string): string {
  if (length <= MAX_LARGE) return 'sum'
  return length > MAX_MIDDLING ? 'sum longest' : 'sum long'
}

/** A line may end before the currency, never inside an amount. */
export const CardSum = ({ amount }: { amount: string }) => {
  const end = amount.lastIndexOf('\u00a0') + 1
  return (
    <p class={sumClass(amount)}>
      {amount.slice(0, end)}
      <wbr />
      {amount.slice(end)}
    </p>
  )
}

interface CardHeadProps {
  readonly id: HelpCard
  readonly title: string
  readonly href: string
  readonly t: Catalogue
}

/** The title's link covers the card. */
export const CardHead = ({ id, title, href, t }: CardHeadProps) => (
  <div class="card-head">
    <h3 id={`${id}-title`}>
      <a class="press" href={href}>
        {title}
      </a>
    </h3>
    <HelpSign term={`card-${id}`} about={title} t={t} />
  </div>
)

export const CardDetails = ({ title, t, children }: { title: string; t: Catalogue; children: Child }) => (
  <details>
    <summary>
      {t.statement.details}
      <span class="sr-only">{t.statement.detailsOf(title)}</span>
    </summary>
    {children}
  </details>
)

const Lines = ({ lines }: { lines: readonly MoneyLine[] }) =>
  lines.length === 0 ? null : <dl>{lines.map(moneyLine)}</dl>

const moneyLine = ({ label, amount, href }: MoneyLine) =>
  html`<div><dt><a href="${href}">${label}</a></dt> <dd>${amount}</dd></div>`

const CardPayment = ({ payment: { preview, all, debts }, t }: { payment: CardPaymentModel; t: Catalogue }) => (
  <div class="payment">
    {all && <PayButton pay={all} label={t.preview.pay} t={t} />}
    <p>
      <a href={debts}>{t.debts.title}</a>
    </p>
    {preview !== null && (
      <p>
        <a href={preview}>{t.preview.link}</a>
      </p>
    )}
  </div>
)
