import type { Child } from 'hono/jsx'

/** Focusable, so that a wide table scrolls by keyboard, and therefore named. */
export const ScrollRegion = ({ labelledBy, children }: { labelledBy: string; children: Child }) => (
  <section class="scroll" aria-labelledby={labelledBy} tabindex={0}>
    {children}
  </section>
)
