import { openTestStore, type TestStore } from '../stores/store.ts'
import { DemonstrationSite, type SiteOptions } from './demonstration-site.ts'

export { BROKER } from './demonstration-site.ts'
export { TRADER, TRADER_ADDRESS, TRADER_NAME } from './pages.ts'

export type RealSite = DemonstrationSite<TestStore>

export const RealSite = {
  open: async (options?: SiteOptions): Promise<RealSite> => DemonstrationSite.over(await openTestStore(), options),
}
