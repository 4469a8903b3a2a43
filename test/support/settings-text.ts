/** The two texts that list all settings: `.env.example` and `.github/SETTINGS.md`. */
import type { Setting, SettingGroup } from '../../src/config/settings.ts'

const LINE_WIDTH = 120

export function toEnvExample(groups: readonly SettingGroup[]): string {
  const head =
    '# Every setting of Vərəqə. The commented values are the defaults, or examples where the default differs.\n'
  return [
    head,
    ...groups.map(({ title, settings }) => `\n# ${title}\n\n${settings.map(toAssignment).join('\n')}`),
  ].join('')
}

export function toMarkdown(groups: readonly SettingGroup[]): string {
  return `# Settings

Vərəqə reads its settings from environment variables. An empty variable counts as unset. Invalid settings are all reported
at startup. \`.env.example\` is a file to start from.

This page is generated from \`src/config\`: change the settings there, then run
\`npx vitest run --config test/vitest.config.ts --project sqlite test/config/settings-text.test.ts -u\`.
${groups.map(({ title, settings }) => `\n## ${title}\n\n${toTable(settings)}`).join('')}`
}

function toAssignment({ name, description, form, preset, example }: Setting): string {
  const isValue = preset.startsWith('`') && preset.indexOf('`', 1) === preset.length - 1
  const value = example ?? (isValue ? plain(preset) : '')
  const text = `${description} Allowed: ${form}. Default: ${preset}.`
  return `${wrap(plain(text))}# ${name}=${value}\n`
}

function toTable(settings: readonly Setting[]): string {
  const rows = settings.map(({ name, preset, form, description }) => [`\`${name}\``, preset, form, description])
  return [['Variable', 'Default', 'Allowed', 'Meaning'], ['---', '---', '---', '---'], ...rows]
    .map(cells => `| ${cells.join(' | ')} |\n`)
    .join('')
}

function wrap(text: string): string {
  const lines: string[] = []
  let line = '#'
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line)
      line = '#'
    }
    line += ` ${word}`
  }
  return [...lines, line].map(line => `${line}\n`).join('')
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '')
}
