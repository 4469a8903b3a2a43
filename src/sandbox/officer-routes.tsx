import { type Context, Hono } from 'hono'
import type { ProblemModel } from '../../views/components/problem-summary.tsx'
import { SandboxDeedPage, SandboxOfficerPage } from '../../views/sandbox-officer-page.tsx'
import { FUNDS } from '../domain/fund.ts'
import { SANDBOX_OFFICER } from './addresses.ts'
import { DEED_FORMS, DEEDS, type Deed, deedEvent, isDeed, readDeed } from './deeds.ts'
import { addressWithFormId, formIdOf, isFormId, newFormId, SentForms } from './form-ids.ts'
import type { IntakeClient } from './intake-client.ts'
import { acceptedPage, errorPage, page, redirect, refusalsOf, sandboxModel } from './pages.tsx'
import type { SandboxSettings } from './settings.ts'

interface Shown {
  readonly id: string
  readonly typed: Readonly<Record<string, string>>
  readonly heading: string
  readonly problems: readonly ProblemModel[]
}

/** The officer's desk: each deed has a form, and each form that is sent becomes one event. */
export function officerRoutes(settings: SandboxSettings, intake: IntakeClient): Hono {
  const { t, clock, senders, frame } = settings
  const routes = new Hono()
  const sent = new SentForms()
  const sandbox = sandboxModel(settings, SANDBOX_OFFICER)

  routes.get(SANDBOX_OFFICER, () => {
    const deeds = DEEDS.map(deed => ({ ...t.sandbox.deeds[deed], href: deedUrl(deed) }))
    return page(settings, 200, t.sandbox.officer, <SandboxOfficerPage model={{ sandbox, deeds }} t={t} />)
  })

  routes.get(deedUrl(':deed'), c => {
    const deed = deedOf(c)
    if (!deed) return errorPage(settings, 404, t.errors.notFound)
    const query = c.req.query()
    const id = query.id ?? ''
    if (!isFormId(id)) return redirect(settings, addressWithFormId(deedUrl(deed), query))
    const typed = Object.fromEntries(DEED_FORMS[deed].fields.map(name => [name, query[name] ?? '']))
    return show(deed, { id, typed, heading: '', problems: [] })
  })

  routes.post(deedUrl(':deed'), async c => {
    const deed = deedOf(c)
    if (!deed) return errorPage(settings, 404, t.errors.notFound)
    const field = await frame.readForm(c)
    const id = formIdOf(field('id'))
    const form = readDeed(deed, field)
    if (form.problems.length > 0) {
      const problems = form.problems.map(({ field, code }) => ({ field, message: t.sandbox.problems[code] }))
      return show(deed, { id, typed: form.typed, heading: t.sandbox.formProblems, problems })
    }
    const event = deedEvent(deed, form, id, sent.send(id, clock()))
    const answer = await intake.send(senders.declarations, event)
    const { became } = answer
    if (became === 'rejected') {
      const problems = refusalsOf(settings, answer, Object.keys(form.typed))
      return show(deed, { id: newFormId(), typed: form.typed, heading: t.sandbox.refusedProblems, problems })
    }
    const facts = factsOf(deed, form.typed)
    const voen = form.said.voen as string
    return acceptedPage(settings, { became, section: SANDBOX_OFFICER, again: deedUrl(deed), voen, facts })
  })

  function show(deed: Deed, { id, typed, heading, problems }: Shown): Response {
    const { fields, charges } = DEED_FORMS[deed]
    const { title, about } = t.sandbox.deeds[deed]
    const model = {
      ...{ sandbox, title, about, id, problems, problemsHeading: heading, action: deedUrl(deed) },
      fields: fields.map(name => ({
        ...{ name, label: t.sandbox.fields[name], value: typed[name] ?? '', required: name !== 'declarant' },
        ...(name === 'declarant' && { hint: t.sandbox.optional }),
      })),
      charges: charges
        ? FUNDS.map(fund => ({ name: fund, label: t.funds[fund], value: typed[fund] ?? '', required: false }))
        : [],
    }
    return page(settings, problems.length > 0 ? 422 : 200, title, <SandboxDeedPage model={model} t={t} />)
  }

  function factsOf(deed: Deed, typed: Readonly<Record<string, string>>) {
    const words = { ...t.sandbox.fields, ...t.funds }
    const said = Object.entries(typed).filter(([, value]) => value !== '')
    const facts = said.map(([name, value]) => ({ label: words[name as keyof typeof words], value }))
    return [{ label: t.sandbox.deed, value: t.sandbox.deeds[deed].title }, ...facts]
  }

  return routes
}

function deedUrl(deed: string): string {
  return `${SANDBOX_OFFICER}/${deed}`
}

function deedOf(c: Context): Deed | null {
  const deed = c.req.param('deed') ?? ''
  return isDeed(deed) ? deed : null
}
