import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { Closing, type ClosingModel, DocumentFacts, type DocumentFactsModel } from './components/document-facts.tsx'

export interface DocumentProofModel {
  readonly lead: string
  readonly leaf: string
  readonly root: string
  readonly pathLabel: string
  readonly path: readonly string[]
}

export interface DocumentPageModel {
  readonly account: AccountModel
  readonly title: string
  readonly number: string
  /** What became of the act of the document; null where the document says it. */
  readonly outcome: string | null
  readonly document: DocumentFactsModel
  readonly issuedBy: string
  /** Null where the document does not state its closing figures. */
  readonly closing: ClosingModel | null
  /** The absolute address at which anybody checks the document. */
  readonly verify: string
  readonly qr: { readonly size: number; readonly path: string }
  /** Null where no head covered the account. */
  readonly proof: DocumentProofModel | null
  /** Null when the person may not download. */
  readonly files: {
    /** Null for a long document: a form has its file made again. */
    readonly pdf: string | null
    readonly prepareAction: string
    readonly content: string
  } | null
}

interface DocumentProps {
  readonly model: DocumentPageModel
  readonly t: Catalogue
}

export const DocumentPage = ({ model, t }: DocumentProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.number} />
    <h1>
      <small>{model.title}</small> {model.number}
    </h1>
    <AccountLine account={model.account} t={t} />
    {model.outcome && <p class="banner">{model.outcome}</p>}
    <DocumentFacts document={model.document} />
    <p>
      {t.documents.issuedBy}: <bdi>{model.issuedBy}</bdi>
    </p>
    {model.files !== null && (
      <>
        {model.files.pdf === null && <PrepareFile action={model.files.prepareAction} t={t} />}
        <p class="exports">
          {model.files.pdf !== null && (
            <a class="button quiet" href={model.files.pdf} download="">
              {t.documents.download}
            </a>
          )}{' '}
          <a href={model.files.content} download="">
            {t.documents.downloadContent}
          </a>
        </p>
      </>
    )}
    <section class="block" aria-labelledby="verify-heading">
      <h2 id="verify-heading">{t.verify.title}</h2>
      <p>
        {t.documents.verifyHint} <a href={model.verify}>{model.verify}</a>
      </p>
      <svg class="qr-code" viewBox={`0 0 ${model.qr.size} ${model.qr.size}`} role="img" aria-label={t.documents.qr}>
        <path d={model.qr.path} />
      </svg>
    </section>
    <Closing closing={model.closing} t={t} />
    <section class="block" aria-labelledby="proof-heading">
      <h2 id="proof-heading">{t.documents.proof}</h2>
      {model.proof === null ? <p>{t.documents.noProof}</p> : <Proof proof={model.proof} t={t} />}
    </section>
  </>
)

const PrepareFile = ({ action, t }: { action: string; t: Catalogue }) => (
  <form method="post" action={action}>
    <p>{t.orders.prepareHint}</p>
    <button class="quiet" type="submit">
      {t.orders.prepare}
    </button>
  </form>
)

const Proof = ({ proof, t }: { proof: DocumentProofModel; t: Catalogue }) => (
  <>
    <p>{proof.lead}</p>
    <dl class="facts proof">
      <div class="wide">
        <dt>{t.documents.proofLeaf}</dt>
        <dd class="digest">{proof.leaf}</dd>
      </div>
      <div class="wide">
        <dt>{t.documents.proofRoot}</dt>
        <dd class="digest">{proof.root}</dd>
      </div>
      <div class="wide">
        <dt>{proof.pathLabel}</dt>
        {proof.path.map(hash => (
          <dd class="digest">{hash}</dd>
        ))}
      </div>
    </dl>
  </>
)
