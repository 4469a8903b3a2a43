import type { Child } from 'hono/jsx'
import type { Catalogue } from '../../src/i18n/index.ts'

export interface SandboxModel {
  readonly sections: readonly { readonly label: string; readonly href: string; readonly current: boolean }[]
}

interface SandboxNoticeProps {
  readonly sandbox: SandboxModel
  readonly t: Catalogue
  readonly children?: Child
}

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
