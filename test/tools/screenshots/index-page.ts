import { existsSync, writeFileSync } from 'node:fs'
import { PAGES, type ProductPage } from '../../support/browser/pages.ts'
import { fileOf, SHOTS, type Shot } from './shots.ts'

/** Writes one page with every screenshot in the folder, grouped by product page. */
export function writeIndex(folder: string): void {
  const isThere = (file: string) => existsSync(folder + file)
  const sections = PAGES.flatMap(page => {
    const figures = SHOTS.flatMap(shot => (isThere(fileOf(page, shot)) ? figure(page, shot) : []))
    return figures.length === 0 ? [] : section(page, figures)
  })
  writeFileSync(`${folder}index.html`, `${HEAD}${sections.join('\n')}\n</html>\n`)
}

function section({ name, who, path }: ProductPage, figures: readonly string[]): string {
  return `<section><h2>${escaped(name)}</h2><p>${who}: <code>${escaped(path)}</code></p><div>${figures.join('')}</div></section>`
}

function figure(page: ProductPage, shot: Shot): string {
  const screenshot = fileOf(page, shot)
  const target = shot.printed ? fileOf(page, shot, 'pdf') : screenshot
  const image = `<img src="${screenshot}" alt="${escaped(page.name)}, ${shot.name}" loading="lazy">`
  return `<figure><a href="${target}">${image}</a><figcaption>${shot.name}</figcaption></figure>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

const HEAD = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Every page in every mode</title>
<style>
body { font: 1rem system-ui; margin: 1rem; background: #ddd; color: #111 }
div { display: flex; gap: 1rem; overflow-x: auto; align-items: start }
figure { margin: 0; flex: none }
img { max-height: 40rem; border: 1px solid #888; background: #fff }
</style>
<h1>Every page in every mode</h1>
`
