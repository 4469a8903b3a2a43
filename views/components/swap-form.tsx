import type { Child } from 'hono/jsx'
import { RESULTS_SWAP } from './swap-link.tsx'

interface SwapFormProps {
  readonly action: string
  readonly id?: string
  readonly class?: string
  readonly children: Child
}

/** Its answer changes the results in place, as for a `SwapLink`; without htmx it loads the page. */
export const SwapForm = ({ action, id, class: className, children }: SwapFormProps) => (
  <form
    id={id}
    class={className}
    method="get"
    action={action}
    hx-get={action}
    hx-trigger="submit,change target:[type=date] delay:500ms"
    {...RESULTS_SWAP}
  >
    {children}
  </form>
)
