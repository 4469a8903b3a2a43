import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Unpacks Chromium once, before parallel tests would all do it. */
export default async function unpack(): Promise<void> {
  await chromium.executablePath()
}

/** A real Chromium from npm. The package's recommended arguments would disable protections under test. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', ...more],
    headless: true,
    // Without a UTF-8 locale Chromium names every download with an ə in it "download".
    env: { ...process.env, LANG: 'C.UTF-8' },
  })
}

const launched = new Map<string, Promise<Browser>>()

/** The browser of this process, which ends with it. Visitors share nothing: each has a context of its own. */
export function sharedChromium(more: readonly string[] = []): Promise<Browser> {
  const key = more.join(' ')
  const browser = launched.get(key) ?? launchChromium(more)
  launched.set(key, browser)
  return browser
}
