/**
 * `npm run screenshots` takes a screenshot of every page in every mode and writes `screenshots/index.html`. With words
 * after it, it takes only the pages whose names contain them, and with names of shots (`az-dark-820`) only those. Earlier
 * screenshots stay on the index page.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LANGUAGES } from '../../../src/i18n/index.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { chosenPages } from '../../support/browser/chosen-pages.ts'
import { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import { fileIn, tell } from '../bench/workspace.ts'
import { writeIndex } from './index-page.ts'
import { chosenShots, isShot, take } from './shots.ts'

const FOLDER = fileURLToPath(new URL('../../../../screenshots/', import.meta.url))

const words = process.argv.slice(2)
const shots = chosenShots(words.filter(isShot))
const pages = chosenPages(words.filter(word => !isShot(word)).join(' '))

// A full run must not keep screenshots of pages that no longer exist.
if (words.length === 0) rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })

const site = await DemonstrationSite.over(await openDatabase(`sqlite:${fileIn('screenshots.db')}`))
const all = pages.length * shots.length
let taken = 0
for (const language of LANGUAGES) {
  const wanted = shots.filter(shot => shot.language === language)
  if (wanted.length === 0) continue
  const visitors = await site.visitors(language)
  for (const page of pages) {
    const visitor = visitors.get(page.who)!
    await visitor.openPage(page)
    for (const shot of wanted) {
      taken += 1
      tell(`${taken} of ${all}: ${page.name}, ${shot.name}`)
      await take(visitor.tab, page, shot, FOLDER)
    }
    writeIndex(FOLDER)
  }
  for (const visitor of visitors.values()) await visitor.leave()
}
await site.close()
tell(`${taken} screenshots are in ${FOLDER}index.html\n`)
process.exit()
