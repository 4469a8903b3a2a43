/**
 * Runs Lighthouse in a process of its own, on the Chromium that the visitor uses. Lighthouse keeps its timings in global
 * state, so two runs in one process would mix them.
 */
import { snapshot } from 'lighthouse'
import type { Page as Tab } from 'playwright-core'
import { type Browser, connect, type Page } from 'puppeteer-core'
import { answerQuestions, Child } from '../bench/child.ts'

export interface Judgement {
  /** 0 to 100. */
  readonly score: number
  /** The failed audits, one line per element. */
  readonly faults: readonly string[]
}

interface Question {
  readonly browserUrl: string
  /** The `window.name` of the page to judge. */
  readonly name: string
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
    const name = this.#names.get(tab) ?? `judged-${crypto.randomUUID()}`
    this.#names.set(tab, name)
    await tab.evaluate(`window.name = '${name}'; ${QUICK_CLOCK}`)
    const answer = await this.#child.ask<Judgement | string>({ browserUrl: this.#browserUrl, name } satisfies Question)
    if (typeof answer === 'string') throw new Error(`Lighthouse at ${tab.url()}: ${answer}`)
    return answer
  }

  leave(): Promise<void> {
    return this.#child.stop()
  }
}

let browser: Browser | undefined
const pages = new Map<string, Page>()

async function answer({ browserUrl, name }: Question): Promise<Judgement | string> {
  try {
    browser ??= await connect({ browserURL: browserUrl, defaultViewport: null })
    return await judge(await pageCalled(browser, name))
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
  const { score, auditRefs } = categories.accessibility!
  if (score === null) throw new Error('there is no score')
  const failed = auditRefs.map(({ id }) => audits[id]!).filter(audit => audit.score !== null && audit.score < 1)
  const faults = failed.flatMap(({ id, details }) => {
    const items = (details as Details | undefined)?.items ?? [{}]
    return items.map(({ node }) => `${id}: ${node?.snippet ?? ''} ${node?.explanation?.replaceAll(/\s+/g, ' ') ?? ''}`)
  })
  return { score: Math.round(score * 100), faults }
}

if (import.meta.main) answerQuestions(answer)
