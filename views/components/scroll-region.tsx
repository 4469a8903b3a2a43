import type { Child } from 'hono/jsx'

/** A wide table's own scrolling: it takes focus, so that it scrolls by keyboard too, and says what it holds. */
export const ScrollRegion = ({ labelledBy, children }: { labelledBy: string; children: Child }) => (
  <section class="scroll" aria-labelledby={labelledBy} tabindex={0}>
    {children}
  </section>
)
