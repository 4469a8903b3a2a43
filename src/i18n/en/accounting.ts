import type { accounting as az } from '../az/accounting.ts'

/** Files for accounting programs. */
export const accounting: typeof az = {
  link: '1C, camt.053, JSON...',
  title: 'Files for accounting programs',
  lead: 'All operations of a period as a file that your accounting program reads: nothing needs to be typed again.',
  customs: 'State Customs Committee',
  what: 'What to download',
  whole: 'Without a first date, from the beginning of the records.',
  ledger: 'Ledger',
  allLedgers: 'All ledgers',
  format: 'File format',
  formats: {
    '1c': {
      name: '1C (1CClientBankExchange)',
      meaning:
        'Load it in 1C through the bank exchange. Each ledger is an account: its number is the VÖEN followed by the two-digit number of the ledger. The encoding is Windows-1251, so names are written without the special letters of Azerbaijani.',
    },
    camt: {
      name: 'camt.053 (ISO 20022, XML)',
      meaning:
        'The international format of bank statements, version 08. Each ledger is a statement with its opening and closing balance.',
    },
    json: {
      name: 'JSON',
      meaning: 'For your own program: balances, what happened in the period, and every operation.',
      schema: 'Its description (OpenAPI)',
    },
    hledger: {
      name: 'hledger journal',
      meaning: 'Double entry, with checks of the balances. The whole account, whatever the period and the ledger.',
    },
  },
  offsets:
    'Overpayment that closes debt of its own ledger does not change the balance of the account, so the files for 1C and camt.053 do not have it.',
  download: 'Download the file',
  problemsHeading: 'Correct the period',
}
