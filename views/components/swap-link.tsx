import type { Child } from 'hono/jsx'

interface SwapLinkProps {
  readonly href: string
  readonly id?: string
  readonly class?: string
  readonly rel?: string
  readonly current?: boolean
  readonly swap?: string
  readonly children: Child
}

/** Changes the results in place; without htmx it loads the page. A newer choice cancels a pending one. */
export const SwapLink = ({ href, id, class: className, rel, current, swap, children }: SwapLinkProps) => (
  <a
    id={id}
    class={className}
    href={href}
    rel={rel}
    aria-current={current ? 'true' : undefined}
    hx-get={href}
    hx-target="#results"
    hx-swap={swap ?? 'outerMorph'}
    hx-push-url="true"
    hx-sync="#results:replace"
  >
    {children}
  </a>
)
