import type { Child } from 'hono/jsx'
import type { Catalogue } from '../../src/i18n/index.ts'

/** The parts of the sandbox, and the open one. */
export interface SandboxModel {
  readonly sections: readonly { readonly label: string; readonly href: string; readonly current: boolean }[]
}

interface SandboxNoticeProps {
  readonly sandbox: SandboxModel
  readonly t: Catalogue
  readonly children?: Child
}

/** Shown first on each page of the sandbox: it is not the real thing. */
export const SandboxNotice = ({ sandbox, t }: SandboxNoticeProps) => (
  <>
    <p class="banner">
      <b>{t.sandbox.disclaimer}</b> {t.sandbox.noMoney}
    </p>
    <nav class="sections" aria-label={t.sandbox.sections}>
      <ul>
        {sandbox.sections.map(({ label, href, current }) => (
          <li>
            <a href={href} aria-current={current ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </>
)
