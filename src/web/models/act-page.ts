import type { ActLedgerModel, ActLineModel, ActPageModel, ActSignModel } from '../../../views/act-page.tsx'
import { allows } from '../../domain/account-access.ts'
import { isOpen, isOver, type Objection } from '../../domain/act/act.ts'
import {
  type ActRecord,
  columnsOf,
  countDiffering,
  countUnstated,
  shownLedgers,
  shownLines,
} from '../../domain/act/compared.ts'
import { type ActSide, bridgeOf, type ComparedLine, gapOf, type OwnFigures, sidesOf } from '../../domain/act/lines.ts'
import type { Ledger } from '../../domain/fund.ts'
import { lineName, sideName } from '../../i18n/act-names.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { ActProblem } from '../queries/act-forms.ts'
import {
  actExportUrl,
  actFiguresUrl,
  actObjectionsUrl,
  actsUrl,
  actUrl,
  agreeToActUrl,
  cancelActUrl,
  closeActUrl,
  issueActUrl,
  ledgerUrl,
  withdrawObjectionUrl,
} from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { maySign, periodText, problemModels } from './acts-page.ts'
import { fileLinks } from './file-links.ts'

export interface ActView {
  readonly name: string
  readonly viewer: Viewer
  readonly record: ActRecord
  /** The ledgers in whose books something changed since. */
  readonly changed: readonly Ledger[]
  /** Why a step was refused. */
  readonly problems: readonly ActProblem[]
  readonly t: Catalogue
}

export function actPageModel(view: ActView): ActPageModel {
  const { name, viewer, record, changed, problems, t } = view
  const { act, progress } = record
  const { voen, number, period } = act
  const shown = shownLedgers(record)
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('acts'), below: true, t }),
    title: t.acts.one(number),
    company: act.company,
    problems: problemModels(problems, t).map(({ message }) => message),
    facts: factsOf(record, t),
    pdf: allows(viewer.access, 'exports') ? issueActUrl(voen, number) : null,
    exports: allows(viewer.access, 'exports') ? fileLinks(text => actExportUrl(voen, number, text), '', null, t) : null,
    cancelled: cancelledModel(record, t),
    changed: changed.length === 0 ? null : changedModel(view),
    ledgers: shown.map(ledger => ledgerModel(view, ledger)),
    others: act.ledgers
      .filter(({ ledger }) => !shown.includes(ledger))
      .map(({ ledger }) => ({
        label: t.ledgers[ledger],
        href: isWritable(view) ? actFiguresUrl(voen, number, ledger) : null,
      })),
    objections: progress.objections.map(objection => objectionModel(view, objection)),
    nextAfterObjection: progress.objections.some(({ state }) => state === 'accepted') ? t.acts.acceptedNext : null,
    sign: signModel(view),
    period: periodText(period, t),
  }
}

function isWritable({ viewer, record }: ActView): boolean {
  return maySign(viewer) && !isOver(record.progress.state)
}

function factsOf(record: ActRecord, t: Catalogue): ActPageModel['facts'] {
  const { act, progress } = record
  const { books } = act
  const open = progress.objections.filter(isOpen).length
  return [
    { label: t.acts.period, value: periodText(act.period, t) },
    { label: t.acts.state, value: t.acts.states[progress.state] },
    { label: t.acts.drawnUp, value: t.acts.drawnUpBy(t.format.instant(act.drawnUpAt), act.drawnUpBy.name) },
    {
      label: t.documents.books,
      value: t.extract.booked(books.bookings, books.lastOperationDate && t.format.date(books.lastOperationDate)),
    },
    { label: t.acts.differing, value: t.format.count(countDiffering(record)) },
    { label: t.acts.unstated, value: t.format.count(countUnstated(record)) },
    ...(open > 0 ? [{ label: t.acts.open, value: t.format.count(open) }] : []),
  ]
}

function cancelledModel({ progress: { cancelled } }: ActRecord, t: Catalogue): ActPageModel['cancelled'] {
  return (
    cancelled && {
      text: t.acts.cancelledBy(t.format.instant(cancelled.at), cancelled.by.name),
      reason: t.acts.cancelReason(cancelled.reason),
    }
  )
}

function changedModel({ record: { act }, viewer, changed, t }: ActView): ActPageModel['changed'] {
  const { from, to } = act.period
  return {
    text: t.acts.changed(changed.map(ledger => t.ledgers[ledger]).join(', ')),
    again: maySign(viewer) ? actsUrl(act.voen, `from=${from}&to=${to}`) : null,
  }
}

function ledgerModel(view: ActView, ledger: Ledger): ActLedgerModel {
  const { record, t } = view
  const { voen, number, period } = record.act
  const [, own] = columnsOf(record, ledger)
  const groups = sidesOf(ledger).map(side => ({
    title: sideName(ledger, side, t),
    lines: shownLines(record, ledger, side).map(line => lineModel(view, ledger, line)),
    gap: gapText(ledger, side, own, t),
  }))
  return {
    code: ledger,
    title: t.ledgers[ledger],
    href: ledgerUrl(voen, ledger, `from=${period.from}&to=${period.to}`),
    groups: groups.filter(({ lines }) => lines.length > 0),
    enter: isWritable(view)
      ? { href: actFiguresUrl(voen, number, ledger), label: t.acts.stateLink(t.ledgers[ledger]) }
      : null,
  }
}

function gapText(ledger: Ledger, side: ActSide, own: OwnFigures, t: Catalogue): string | null {
  const gap = gapOf(side, own)
  return gap === null ? null : t.acts.gap(sideName(ledger, side, t), differenceText(gap, t))
}

const EFFECTS = { opens: '', raises: '+', lowers: '−', closes: '=' } as const

function lineModel(view: ActView, ledger: Ledger, { line, customs, own, difference }: ComparedLine): ActLineModel {
  const { record, t } = view
  const { voen, number } = record.act
  const side = sidesOf(ledger).find(side => bridgeOf(side).some(one => one.line === line))!
  const { effect } = bridgeOf(side).find(one => one.line === line)!
  return {
    sign: EFFECTS[effect],
    label: t.acts.lines[line],
    isBalance: effect === 'opens' || effect === 'closes',
    customs: t.format.amount(customs),
    own: own === null ? '' : t.format.amount(own),
    difference: difference === null ? '' : differenceText(difference, t),
    differs: difference !== null && difference !== 0n,
    object: isWritable(view)
      ? {
          href: actObjectionsUrl(voen, number, `ledger=${ledger}&line=${line}`),
          label: t.acts.objectTo(`${t.ledgers[ledger]}, ${lineName(ledger, line, t)}`),
        }
      : null,
  }
}

/** With the sign of a difference. */
export function differenceText(difference: bigint, t: Catalogue): string {
  const sign = difference < 0n ? '−' : difference > 0n ? '+' : ''
  return `${sign}${t.format.amount(difference < 0n ? -difference : difference)}`
}

function objectionModel(view: ActView, objection: Objection): ActPageModel['objections'][number] {
  const { record, t } = view
  const { voen, number } = record.act
  const { ledger, line, own, ended, state } = objection
  const name = t.acts.objectionStates[state]
  return {
    number: objection.objection,
    line: `${t.ledgers[ledger]}, ${lineName(ledger, line, t)}`,
    customs: t.format.amount(columnsOf(record, ledger)[0][line]),
    own: own === null ? '' : t.format.amount(own),
    reason: objection.reason,
    note: objection.note,
    raised: t.acts.drawnUpBy(t.format.instant(objection.at), objection.by.name),
    state: ended ? t.acts.answeredBy(name, t.format.instant(ended.at), ended.by.name) : name,
    answer: ended?.answer ?? '',
    withdraw:
      isOpen(objection) && isWritable(view)
        ? {
            action: withdrawObjectionUrl(voen, number, objection.objection),
            label: t.acts.withdrawNumber(objection.objection),
          }
        : null,
  }
}

function signModel(view: ActView): ActSignModel {
  const { record, t } = view
  const { voen, number } = record.act
  const { state, agreed, closed } = record.progress
  const writable = isWritable(view)
  return {
    agreed: agreed && t.acts.agreedBy(t.format.instant(agreed.at), agreed.by.name),
    closed: closed && t.acts.closedBy(t.format.instant(closed.at), closed.by.name),
    waits: writable && state === 'objected',
    agree: writable && state === 'drawn-up' ? agreeToActUrl(voen, number) : null,
    close: writable && state === 'agreed' ? closeActUrl(voen, number) : null,
    cancel: writable ? cancelActUrl(voen, number) : null,
    readOnly: !maySign(view.viewer),
    seen: record.progress.steps,
    company: record.act.company,
  }
}

export const backToAct = ({ act }: ActRecord): string => actUrl(act.voen, act.number)
