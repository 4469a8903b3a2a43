/**
 * Lighthouse, in a process of its own beside the visitor at the same Chromium: it keeps its times in one place of a
 * process, so that two of it in one would take each other's.
 */
import { snapshot } from 'lighthouse'
import type { Page as Tab } from 'playwright-core'
import { type Browser, connect, type Page } from 'puppeteer-core'
import { answerQuestions, Child } from '../bench/child.ts'

export interface Judgement {
  /** Of a hundred. */
  readonly score: number
  /** Which audits failed, each with the elements it is about. */
  readonly faults: readonly string[]
}

interface Question {
  readonly browserUrl: string
  /** Of the window that is to be judged. */
  readonly name: string
}

/** The page is looked at as it stands before its visitor: in that visitor's light and width. */
const AS_IT_STANDS = {
  onlyCategories: ['accessibility'],
  formFactor: 'desktop',
  screenEmulation: { disabled: true },
  emulatedUserAgent: false,
  disableFullPageScreenshot: true,
  logLevel: 'silent',
}

/**
 * Before each look Lighthouse measures for a second, by the clock of the page, how fast the machine is; no audit here
 * asks for that, and where the clock runs on it is over at once.
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

/** The window as this side knows it: its visitor has given it a name. */
async function pageCalled(browser: Browser, name: string): Promise<Page> {
  const known = pages.get(name)
  if (known) return known
  for (const page of await browser.pages(true)) {
    if ((await page.evaluate('window.name').catch(() => null)) !== name) continue
    pages.set(name, page)
    return page
  }
  throw new Error('its window is not seen')
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
