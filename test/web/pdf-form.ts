import { attribute, type Html } from './html.ts'

/** Where the button “PDF” of a page sends its form; undefined without one. */
export function pdfAction(html: Html): string | undefined {
  return html
    .tags('form')
    .map(form => attribute(form, 'action'))
    .find(action => action?.includes('/documents/'))
}
