import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Catalogue } from '../src/i18n/index.ts'

/** Addresses of the files every page loads. */
export interface PageAssets {
  readonly stylesheet: string
  readonly htmx: string
  readonly logo: string
}

interface LayoutProps {
  readonly title: string
  readonly home: string
  readonly assets: PageAssets
  readonly t: Catalogue
  readonly children: Child
}

/** htmx may neither write styles (the CSP forbids it) nor read code from attributes. */
const HTMX_CONFIG =
  '{"includeIndicatorCSS":false,"defaultSwap":"outerMorph","morphIgnore":["data-htmx-powered","open"]}'

/**
 * The document around every page; `#banner` is where a failure of a partial request is told. A template, because once
 * hono has rendered one `<head>` element, every element of every page pays for asking whether it stands in a head.
 */
export const Layout = ({ title, home, assets, t, children }: LayoutProps) => html`<!doctype html>
<html lang="${t.lang}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="${HTMX_CONFIG}">
<link rel="icon" href="${assets.logo}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.stylesheet}">
<script src="${assets.htmx}" defer></script>
</head>
<body>
<a class="skip" href="#main">${t.skip}</a>
<header class="masthead">
<a href="${home}"><img src="${assets.logo}" alt="" width="32" height="32"> <b>${t.product}</b> <span>${t.service}</span></a>
</header>
<main id="main" tabindex="-1">
<div id="banner" role="alert"></div>
${children}
</main>
<footer>${t.footer}</footer>
</body>
</html>`
