import type { Child } from 'hono/jsx'

/** A wide table scrolls in its own region. The region is focusable, so that it scrolls by keyboard, and has a name. */
export const ScrollRegion = ({ labelledBy, children }: { labelledBy: string; children: Child }) => (
  <section class="scroll" aria-labelledby={labelledBy} tabindex={0}>
    {children}
  </section>
)
