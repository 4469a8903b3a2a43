import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Catalogue } from '../src/i18n/index.ts'
import type { LanguageModel } from './components/languages.tsx'
import { Menu, type PersonModel } from './components/menu.tsx'
import { SessionEnd, SessionWarning } from './components/session.tsx'

export type { PersonModel }

export interface PageAssets {
  readonly stylesheets: readonly string[]
  /** Texts of the style sheets, for a browser without the files. */
  readonly inlined: readonly string[]
  /** The style sheet to load for the following pages. */
  readonly deferred: string | null
  readonly htmx: string
  readonly logo: string
}

interface LayoutProps {
  readonly title: string
  readonly home: string
  readonly assets: PageAssets
  readonly person: PersonModel | null
  readonly languages: readonly LanguageModel[]
  /** Whether the page has results below its forms, to which one can skip. */
  readonly hasResults?: boolean
  readonly t: Catalogue
  readonly children: Child
}

/** htmx must not write styles (the CSP forbids it) or evaluate code in attributes. */
const HTMX_CONFIG =
  '{"includeIndicatorCSS":false,"defaultSwap":"outerMorph","morphIgnore":["data-htmx-powered","open"]}'

/**
 * `#banner` shows failures of partial requests. The body sends the page's language and person with them, because another
 * tab may change the cookies. A template: once hono has rendered one `<head>` element, it checks every element of every page for
 * being inside one.
 */
export const Layout = ({
  title,
  home,
  assets,
  person,
  languages,
  hasResults = false,
  t,
  children,
}: LayoutProps) => html`<!doctype html>
<html lang="${t.lang}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="description" content="${t.footer}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="${HTMX_CONFIG}">
<link rel="icon" href="${assets.logo}" type="image/svg+xml">
${assets.inlined.map(sheet => html`<style>${raw(sheet)}</style>`)}${assets.stylesheets.map(href => html`<link rel="stylesheet" href="${href}">`)}
<script src="${assets.htmx}" defer></script>
</head>
<body hx-indicator:inherited="#progress" hx-headers:inherited="Accept-Language:${t.lang}${person && `,Page-Person:${person.tag}`}">
<div id="progress"></div>
<a class="skip" href="#main">${t.skip}</a>${hasResults && html` <a class="skip" href="#results">${t.found.skip}</a>`}
<header class="masthead">
<a href="${home}"><img src="${assets.logo}" alt="" width="32" height="32"> <b>${t.product}</b> <span>${t.service}</span></a>
${<Menu person={person} languages={languages} t={t} />}
</header>
<main id="main" tabindex="-1">
${
  person && (
    <div class="session" role="status">
      <SessionWarning session={person.session} t={t} />
    </div>
  )
}
<div id="banner" role="alert"></div>
${children}
</main>
<footer>${t.footer} <a href="${t.helpUrl()}">${t.help.title}</a>${person && <SessionEnd session={person.session} t={t} />}</footer>
${assets.deferred && html`<link rel="stylesheet" href="${assets.deferred}" media="print">`}
</body>
</html>`
