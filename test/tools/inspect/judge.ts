/**
 * Runs Lighthouse in a process of its own, on the Chromium that the visitor uses. Lighthouse keeps its timings in global
 * state, so two runs in one process would mix them.
 */
import { desktopConfig, navigation, snapshot } from 'lighthouse'
import type { Page as Tab } from 'playwright-core'
import { type Browser, connect, type Page } from 'puppeteer-core'
import { answerQuestions, Child } from '../bench/child.ts'

export interface Judgement {
  /** 0 to 100. */
  readonly score: number
  /** The failed audits, one line per element. */
  readonly faults: readonly string[]
}

const CATEGORIES = ['performance', 'best-practices', 'seo'] as const

/** Scores of a visit, from 0 to 100, and the failed audits. */
export interface Quality {
  readonly scores: Readonly<Record<(typeof CATEGORIES)[number], number>>
  readonly faults: readonly string[]
}

export type FormFactor = 'mobile' | 'desktop'

interface Question {
  readonly browserUrl: string
  /** The `window.name` of the page to judge. */
  readonly name: string
  /** Null to judge the page as it stands; otherwise what it is visited with again. */
  readonly visit: FormFactor | null
}

/** Judges the page in the colours and width that its visitor has set. */
const AS_IT_STANDS = {
  onlyCategories: ['accessibility'],
  formFactor: 'desktop',
  screenEmulation: { disabled: true },
  emulatedUserAgent: false,
  disableFullPageScreenshot: true,
  logLevel: 'silent',
}

/**
 * Lighthouse first measures the speed of the machine for one second on the page's clock. No accessibility audit needs
 * that, so a clock that jumps ends it at once.
 */
const QUICK_CLOCK = '{ let now = 0; Date.now = () => (now += 1000) }'

type Result = NonNullable<Awaited<ReturnType<typeof snapshot>>>['lhr']
type Category = Result['categories'][string]
type Audits = Result['audits']

interface Details {
  readonly items?: readonly { readonly node?: { readonly snippet?: string; readonly explanation?: string } }[]
}

export class Judge {
  readonly #child = Child.start('../inspect/judge.js')
  readonly #names = new WeakMap<Tab, string>()
  readonly #browserUrl: string

  constructor(browserUrl: string) {
    this.#browserUrl = browserUrl
  }

  async judge(tab: Tab): Promise<Judgement> {
    return this.#ask<Judgement>(tab, null, QUICK_CLOCK)
  }

  /** Loads the page again, and judges how it loads. */
  async judgeVisit(tab: Tab, visit: FormFactor): Promise<Quality> {
    return this.#ask<Quality>(tab, visit, '')
  }

  async #ask<Answer extends object>(tab: Tab, visit: FormFactor | null, script: string): Promise<Answer> {
    const name = this.#names.get(tab) ?? `judged-${crypto.randomUUID()}`
    this.#names.set(tab, name)
    await tab.evaluate(`window.name = '${name}'; ${script}`)
    const question: Question = { browserUrl: this.#browserUrl, name, visit }
    const answer = await this.#child.ask<Answer | string>(question)
    if (typeof answer === 'string') throw new Error(`Lighthouse at ${tab.url()}: ${answer}`)
    return answer
  }

  leave(): Promise<void> {
    return this.#child.stop()
  }
}

let browser: Browser | undefined
const pages = new Map<string, Page>()

async function answer({ browserUrl, name, visit }: Question): Promise<Judgement | Quality | string> {
  try {
    browser ??= await connect({ browserURL: browserUrl, defaultViewport: null })
    const page = await pageCalled(browser, name)
    return visit === null ? await judge(page) : await judgeVisit(page, visit)
  } catch (error) {
    return String(error)
  }
}

/** Finds the page by its `window.name`, which the visitor's process has set. */
async function pageCalled(browser: Browser, name: string): Promise<Page> {
  const known = pages.get(name)
  if (known) return known
  for (const page of await browser.pages(true)) {
    if ((await page.evaluate('window.name').catch(() => null)) !== name) continue
    pages.set(name, page)
    return page
  }
  throw new Error('no window has this name')
}

async function judge(page: Page): Promise<Judgement> {
  const result = await snapshot(page as never, { flags: AS_IT_STANDS as never })
  const { categories, audits, runtimeError } = result!.lhr
  if (runtimeError) throw new Error(runtimeError.message)
  const category = categories.accessibility!
  return { score: percent(category), faults: faultsOf(category, audits) }
}

/** Without the storage's reset: it would end the session. */
const AS_VISITED = {
  onlyCategories: CATEGORIES,
  disableStorageReset: true,
  disableFullPageScreenshot: true,
  ignoreStatusCode: true,
  logLevel: 'silent',
}

async function judgeVisit(page: Page, formFactor: FormFactor): Promise<Quality> {
  const options = { flags: AS_VISITED as never, ...(formFactor === 'desktop' && { config: desktopConfig }) }
  const result = await navigation(page as never, page.url(), options)
  const { categories, audits, runtimeError } = result!.lhr
  if (runtimeError) throw new Error(runtimeError.message)
  const scores = CATEGORIES.map(name => [name, percent(categories[name]!)] as const)
  return {
    scores: Object.fromEntries(scores) as Quality['scores'],
    faults: CATEGORIES.flatMap(name => faultsOf(categories[name]!, audits)),
  }
}

/** @throws when nothing was scored */
function percent({ score }: Category): number {
  if (score === null) throw new Error('there is no score')
  return Math.round(score * 100)
}

/** Audits without weight only inform. */
function faultsOf({ auditRefs }: Category, audits: Audits): string[] {
  const weighed = auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => audits[id]!)
  const failed = weighed.filter(({ score }) => score !== null && score < 1)
  return failed.flatMap(({ id, details, displayValue = '' }) => {
    const items = (details as Details | undefined)?.items ?? [{}]
    const nodes = items.length === 0 ? [{}] : items
    return nodes.map(({ node }) =>
      [`${id}:`, displayValue, node?.snippet, node?.explanation?.replaceAll(/\s+/g, ' ')].filter(Boolean).join(' '),
    )
  })
}

if (import.meta.main) answerQuestions(answer)
