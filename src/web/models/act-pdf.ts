import type { LedgerFigures } from '../../domain/act/act.ts'
import { comparedRows, shownLedgers } from '../../domain/act/compared.ts'
import { sidesOf } from '../../domain/act/lines.ts'
import { type ActSubject, ownFiguresIn } from '../../domain/act/subject.ts'
import { lineName, sideName } from '../../i18n/act-names.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { PdfBody, PdfPart, PdfRow } from '../../pdf/document.ts'
import { differenceText } from './act-page.ts'

/** An act in a PDF document: a table for each ledger, the objections, and lines to sign on. */
export function actPdf(ledgers: readonly LedgerFigures[], about: ActSubject, t: Catalogue): PdfBody {
  const columns = { act: { ledgers }, progress: { own: ownFiguresIn(about) } }
  const rows = comparedRows(columns)
  const shown = shownLedgers(columns)
  return {
    notices: [],
    sections: [
      ...(shown.length === 0 ? [{ heading: null, parts: [{ kind: 'text', text: t.acts.nothing } as const] }] : []),
      ...shown.map(ledger => ({
        heading: t.ledgers[ledger],
        parts: [
          linesTable(
            sidesOf(ledger).flatMap((side): PdfRow[] => {
              const lines = rows.filter(row => row.ledger === ledger && row.side === side)
              if (lines.length === 0) return []
              const cells = lines.map(({ line, customs, own, difference }) => [
                t.acts.lines[line],
                t.format.amount(customs),
                own === null ? '' : t.format.amount(own),
                difference === null ? '' : differenceText(difference, t),
              ])
              return [{ label: sideName(ledger, side, t), cells: [], tone: 'group' }, ...cells]
            }),
            t,
          ),
        ],
      })),
      { heading: t.acts.objections, parts: objectionParts(about, t) },
      { heading: t.acts.signHeading, parts: signParts(about, t) },
    ],
  }
}

function linesTable(rows: readonly PdfRow[], { acts }: Catalogue): PdfPart {
  const amount = (label: string) => ({ label, kind: 'amount' }) as const
  return {
    kind: 'table',
    caption: null,
    columns: [{ label: acts.line, kind: 'text' }, amount(acts.customs), amount(acts.own), amount(acts.difference)],
    rows,
  }
}

function objectionParts({ objections }: ActSubject, t: Catalogue): PdfPart[] {
  if (objections.length === 0) return [{ kind: 'text', text: t.acts.noObjections }]
  const text = (label: string, share: number) => ({ label, kind: 'text', share }) as const
  return [
    {
      kind: 'table',
      caption: null,
      columns: [
        text(t.acts.about, 3),
        { label: t.acts.own, kind: 'amount' },
        text(t.acts.reason, 3),
        text(t.acts.state, 2),
        text(t.acts.answer, 3),
      ],
      rows: objections.map(({ ledger, line, own, reason, note, state, answer }) => [
        `${t.ledgers[ledger]}, ${lineName(ledger, line, t)}`,
        own === null ? '' : t.format.amount(BigInt(own)),
        note === '' ? reason : `${reason} (${note})`,
        t.acts.objectionStates[state],
        answer,
      ]),
    },
  ]
}

function signParts({ agreed, closed, cancelled }: ActSubject, { acts, format }: Catalogue): PdfPart[] {
  const text = (said: string | null): PdfPart[] => (said === null ? [] : [{ kind: 'text', text: said }])
  return [
    ...text(agreed && acts.agreedBy(format.instant(new Date(agreed.at)), agreed.name)),
    ...text(cancelled && cancelledText(cancelled, acts, format)),
    ...text(closed && acts.closedBy(format.instant(new Date(closed.at)), closed.name)),
    {
      kind: 'signatures',
      parties: [acts.signatureCustoms, acts.signatureCompany].map(label => ({ label, lines: acts.signatureLines })),
    },
  ]
}

function cancelledText(
  { at, name, reason }: NonNullable<ActSubject['cancelled']>,
  acts: Catalogue['acts'],
  format: Catalogue['format'],
): string {
  return `${acts.cancelledBy(format.instant(new Date(at)), name)} ${acts.cancelReason(reason)}`
}
