import { openTestStore, type TestStore } from '../stores/store.ts'
import { makePlace, type StorePlace } from '../stores/store-places.ts'
import { DemonstrationSite, type SiteOptions } from './demonstration-site.ts'

export { BROKER } from './demonstration-site.ts'
export { TRADER, TRADER_ADDRESS, TRADER_NAME } from './pages.ts'

export type RealSite = DemonstrationSite<TestStore>

export const RealSite = {
  /** @param options with a clock of its own the demonstration is loaded at that time, otherwise copied */
  open: async (options: SiteOptions = {}): Promise<RealSite> => {
    if (options.clock) return DemonstrationSite.over(await openTestStore(), options)
    const place = await (await demonstration()).copy()
    return DemonstrationSite.overLoaded(await openTestStore(place), options)
  },
}

let loaded: Promise<StorePlace> | undefined

/** Most files of tests open the site, so each process loads the demonstration once and copies it. */
function demonstration(): Promise<StorePlace> {
  loaded ??= (async () => {
    const place = await makePlace()
    // A file is removed before the promise; the server of a database is removed with the run.
    process.once('exit', () => void place.remove())
    const store = await openTestStore(place)
    await DemonstrationSite.load(store)
    await store.leave()
    return place
  })()
  return loaded
}
