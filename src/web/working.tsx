import { WorkingPage, type WorkingPageModel } from '../../views/working-page.tsx'
import type { WebContext } from './context.ts'
import { pageTitle } from './page-title.ts'
import { respond } from './respond.tsx'

/** Seconds after which a page that waits asks again; it works without JavaScript. */
const REFRESH_S = '2'

/** Answers with the page of work that goes on. */
export function respondWorking(c: WebContext, model: WorkingPageModel, name: string): Response {
  return respond(c, {
    status: 200,
    sheet: 'ownBooks',
    title: pageTitle(model.title, name),
    page: <WorkingPage model={model} t={c.get('t')} />,
    headers: { refresh: REFRESH_S },
  })
}
