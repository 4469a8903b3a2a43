import type { OwnBooksDeleteModel } from '../../../views/own-books-delete-page.tsx'
import type { OwnBooksPageModel } from '../../../views/own-books-page.tsx'
import type { WorkingPageModel, WorkingStepModel } from '../../../views/working-page.tsx'
import { visibleText } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { MAX_FILE_BYTES, MAX_ROWS } from '../../own-books/refused.ts'
import { type ComparisonProgress, KEPT_DAYS, type OwnBooks } from '../../services/own-books/own-books.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { ownBooksActionUrl, ownBooksUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { workingStep } from './working-step.ts'

interface PageView {
  readonly name: string
  readonly viewer: Viewer
  readonly t: Catalogue
}

export interface OwnBooksView extends PageView {
  readonly files: readonly OwnBooks[]
  readonly problem: string | null
}

const BYTES_PER_MEGABYTE = 1024 * 1024

export function ownBooksPageModel({ name, viewer, files, problem, t }: OwnBooksView): OwnBooksPageModel {
  const { voen } = viewer.access
  const texts = t.ownBooks
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('own-books'), below: false, t }),
    action: ownBooksUrl(voen),
    hint: texts.fileHint(MAX_FILE_BYTES / BYTES_PER_MEGABYTE, MAX_ROWS),
    privacy: texts.privacy(KEPT_DAYS),
    problem,
    files: files.map(({ id, fileName, uploadedAt, keptUntil, state }) => ({
      file: visibleText(fileName) || texts.file,
      href: ownBooksUrl(voen, id),
      uploaded: t.format.instant(uploadedAt),
      keptUntil: t.format.date(keptUntil),
      state: texts.states[state],
    })),
  }
}

export interface OneOwnBooksView extends PageView {
  readonly books: OwnBooks
}

export function ownBooksWorkingModel({ name, viewer, books, t }: OneOwnBooksView): WorkingPageModel {
  const { voen } = viewer.access
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('own-books'), below: true, t }),
    place: visibleText(books.fileName) || t.ownBooks.working,
    title: t.ownBooks.working,
    steps: stepsOf(books.progress, t),
    note: t.ownBooks.workingNote,
    address: ownBooksUrl(voen, books.id),
    stopAction: ownBooksActionUrl(voen, books.id, 'stop'),
  }
}

function stepsOf(progress: ComparisonProgress, t: Catalogue): readonly WorkingStepModel[] {
  const { rows, isRead, entries, isAccountRead, paired, lines, pass, passes, kept, results } = progress
  const { steps, doneOf, pass: passText } = t.ownBooks
  const count = (number: number) => (number === 0 ? '' : t.format.count(number))
  const matching = results > 0 ? 'done' : isRead && isAccountRead ? 'now' : 'later'
  const matched = lines === 0 ? '' : `${doneOf(paired, lines)}, ${passText(pass, passes)}`
  return [
    { label: steps.read, count: count(rows), state: isRead ? 'done' : 'now', part: null },
    { label: steps.account, count: count(entries), state: isAccountRead ? 'done' : 'now', part: null },
    { label: steps.match, count: matched, state: matching, part: passes === 0 ? null : { done: pass, of: passes } },
    workingStep(steps.keep, kept, results, results > 0 ? 'now' : 'later', t),
  ]
}

export function ownBooksDeleteModel({ name, viewer, books, t }: OneOwnBooksView): OwnBooksDeleteModel {
  const { voen } = viewer.access
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('own-books'), below: true, t }),
    question: t.ownBooks.removeQuestion(visibleText(books.fileName) || t.ownBooks.file),
    action: ownBooksActionUrl(voen, books.id, 'delete'),
    back: ownBooksUrl(voen, books.id),
  }
}
