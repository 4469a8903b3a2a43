import type { Catalogue } from '../../src/i18n/index.ts'
import { ScrollRegion } from './scroll-region.tsx'

export interface DocumentFactsModel {
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** Of its file, and of what it says. */
  readonly digests: DocumentFactsModel['facts']
}

export interface ClosingModel {
  readonly columns: readonly string[]
  /** Whether the figures of the books stand beside those of the document. */
  readonly comparesNow: boolean
  readonly rows: readonly {
    readonly label: string
    readonly said: readonly string[]
    readonly now: readonly string[]
  }[]
}

export const DocumentFacts = ({ document }: { document: DocumentFactsModel }) => (
  <dl class="facts">
    {document.facts.map(({ label, value }) => (
      <div>
        <dt>{label}</dt>
        <dd>
          <bdi>{value}</bdi>
        </dd>
      </div>
    ))}
    {document.digests.map(({ label, value }) => (
      <div class="wide">
        <dt>{label}</dt>
        <dd class="digest">{value}</dd>
      </div>
    ))}
  </dl>
)

/** @param closing null where the document does not state its closing figures */
export const Closing = ({ closing, t }: { closing: ClosingModel | null; t: Catalogue }) => (
  <div class="block">
    <h2 id="closing-heading">{t.documents.closing}</h2>
    {closing === null || closing.rows.length === 0 ? (
      <p class="empty">{closing === null ? t.documents.closingUnstated : t.documents.noClosing}</p>
    ) : (
      <ClosingTable closing={closing} t={t} />
    )}
  </div>
)

const ClosingTable = ({ closing, t }: { closing: ClosingModel; t: Catalogue }) => {
  const headings = columnHeadings(closing, t)
  return (
    <ScrollRegion labelledBy="closing-heading">
      <table class="closing-figures stacked">
        <thead>
          <tr>
            <th scope="col">{t.documents.ledger}</th>
            {headings.map(heading => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {closing.rows.map(({ label, said, now }) => (
            <tr>
              <th scope="row">{label}</th>
              {[...said, ...now].map((amount, index) => (
                <td data-label={headings[index]}>{amount}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function columnHeadings({ columns, comparesNow }: ClosingModel, t: Catalogue): readonly string[] {
  if (!comparesNow) return columns
  const at = (moment: string) => columns.map(column => `${column}, ${moment.toLocaleLowerCase(t.lang)}`)
  return [...at(t.verify.said), ...at(t.verify.now)]
}
