import type { Command } from './command.ts'

export function help(commands: readonly Command[]): string {
  const parts = commands.map(
    ({ name, usage, summary, example }) =>
      `  ${`${name} ${usage}`.trim()}\n      ${summary}\n      for example: npm run -s vereqe -- ${example}\n`,
  )
  return [
    'Vərəqə, the personal account statement.\n\n',
    'usage: npm run -s vereqe -- COMMAND\n',
    '       npm run -s vereqe -- --version\n\n',
    parts.join('\n'),
    '\nDATABASE_URL names the store (sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE). Without it, commands use the demonstration store in data/ of the checkout, and say so. Commands write data to standard output and messages to standard error. Their CSV is for programs: in a spreadsheet, import every column as text, or it takes some texts for numbers and formulas.\n',
  ].join('')
}
