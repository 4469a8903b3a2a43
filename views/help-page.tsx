import type { HelpTerm } from '../src/i18n/help-terms.ts'
import type { Catalogue } from '../src/i18n/index.ts'
import { FiguresTable } from './components/figures-table.tsx'

interface NamedTerm {
  readonly term: HelpTerm
  readonly name: string
}

export interface HelpLineModel extends NamedTerm {
  readonly text: readonly string[]
  /** The list after the first paragraph: steps in order, or items. */
  readonly steps: readonly string[]
  readonly items: readonly string[]
  readonly related: readonly NamedTerm[]
}

export interface HelpExampleModel {
  readonly id: string
  readonly caption: string
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Totals; null without a last row for them. */
  readonly sum: readonly string[] | null
}

export interface HelpSectionModel {
  readonly id: string
  readonly title: string
  /** A list of similar terms; otherwise the part reads as continuous text. */
  readonly listed: boolean
  readonly lines: readonly HelpLineModel[]
  readonly example: HelpExampleModel | null
}

export interface HelpPageModel {
  readonly sections: readonly HelpSectionModel[]
}

interface HelpProps {
  readonly model: HelpPageModel
  readonly t: Catalogue
}

export const HelpPage = ({ model, t }: HelpProps) => (
  <>
    <h1>{t.help.heading}</h1>
    <p class="lead">{t.help.lead}</p>
    <nav class="contents" aria-labelledby="help-contents">
      <h2 id="help-contents">{t.help.contents}</h2>
      <ul>
        {model.sections.map(({ id, title }) => (
          <li>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
    {model.sections.map(section => (
      <HelpSection section={section} t={t} />
    ))}
  </>
)

const HelpSection = ({ section, t }: { section: HelpSectionModel; t: Catalogue }) => (
  <section class="block guide" id={section.id} aria-labelledby={`${section.id}-heading`}>
    <h2 id={`${section.id}-heading`}>{section.title}</h2>
    {section.listed ? <ListedLines lines={section.lines} t={t} /> : <TextLines lines={section.lines} t={t} />}
    {section.example && <FiguresTable class="worked" {...section.example} />}
  </section>
)

interface LinesProps {
  readonly lines: readonly HelpLineModel[]
  readonly t: Catalogue
}

const ListedLines = ({ lines, t }: LinesProps) => (
  <dl>
    {lines.map(line => (
      <div class="line" id={line.term}>
        <dt>{line.name}</dt>
        <dd>
          <LineText line={line} t={t} />
        </dd>
      </div>
    ))}
  </dl>
)

const TextLines = ({ lines, t }: LinesProps) =>
  lines.map(line => (
    <div class="line" id={line.term}>
      <h3>{line.name}</h3>
      <LineText line={line} t={t} />
    </div>
  ))

const LineText = ({ line: { text, steps, items, related }, t }: { line: HelpLineModel; t: Catalogue }) => {
  const [first, ...rest] = text
  const item = (text: string) => <li>{text}</li>
  return (
    <>
      <p>{first}</p>
      {steps.length > 0 && <ol>{steps.map(item)}</ol>}
      {items.length > 0 && <ul>{items.map(item)}</ul>}
      {rest.map(paragraph => (
        <p>{paragraph}</p>
      ))}
      {related.length > 0 && (
        <p class="note">
          {t.help.seeAlso}
          {related.map(({ term, name }, index) => (
            <>
              {index === 0 ? ' ' : ', '}
              <a href={`#${term}`}>{name}</a>
            </>
          ))}
        </p>
      )}
    </>
  )
}
