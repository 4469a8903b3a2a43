import type { Child } from 'hono/jsx'
import { ScrollRegion } from './scroll-region.tsx'

interface FiguresTableProps {
  readonly class: 'figures' | 'worked'
  readonly id: string
  readonly caption: string
  readonly headings: readonly string[]
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Child[])[]
  /** Totals; null without a last row for them. */
  readonly sum: readonly string[] | null
}

export const FiguresTable = ({ class: className, id, caption, headings, rows, sum }: FiguresTableProps) => (
  <ScrollRegion labelledBy={id}>
    <table class={className}>
      <caption id={id}>{caption}</caption>
      <thead>
        <tr>
          {headings.map(heading => (
            <th scope="col">{heading}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(cells => (
          <FiguresRow cells={cells} />
        ))}
      </tbody>
      {sum && (
        <tfoot>
          <FiguresRow cells={sum} />
        </tfoot>
      )}
    </table>
  </ScrollRegion>
)

const FiguresRow = ({ cells: [heading, ...figures] }: { cells: readonly Child[] }) => (
  <tr>
    <th scope="row">{heading}</th>
    {figures.map(figure => (
      <td>{figure}</td>
    ))}
  </tr>
)
