import type { help as az } from '../az/help.ts'
import type { HelpLine, HelpTerm } from '../help-terms.ts'

const lines: Record<HelpTerm, HelpLine> = {
  statement: {
    text: [
      'Your settlements with the state budget for customs payments in one place: what has been assessed, what has been paid, and how much debt or overpayment there is. It covers customs duties, taxes collected by customs, customs fees, late-payment interest, administrative fines and other payments.',
      'All payments run through the company’s customs balance. Each operation is one row in each ledger it concerns. A row, once recorded, is never changed or removed: a correction is recorded as a new row.',
    ],
  },
  'sign-in': {
    text: [
      'You see only the accounts of companies whose certificate is in your name. A broker views a client’s account under a mandate.',
    ],
    steps: [
      'Choose “ASAN Login” on the entrance page.',
      'Under “My companies”, choose the company’s “Personal account statement”.',
      'The account opens: four cards at the top, search and ledgers below.',
    ],
  },
  'as-of': {
    text: [
      'The cards “Balance”, “Overpayment” and “Total debt” show the position as at today; search criteria do not change them. The card “Assessed” covers the chosen dates.',
      'In a ledger, “Opening balance” and “Closing balance” are the debt and overpayment at the start and at the end of the chosen dates. An open page shows new operations by itself.',
    ],
  },

  'card-balance': {
    text: [
      'All the money on your balance today: the advance and the overpayment of all charge types. It is the sum of four lines: the general advance, the overpayment of customs payments, and the advances for the e-service fee and for its VAT.',
    ],
  },
  'card-overpayment': {
    text: [
      'The overpayment of the nine charge types, a line for each. This money is part of the balance and does not come on top of it: the balance is the advance plus the overpayment.',
    ],
  },
  'card-debt': {
    text: [
      'The debt not yet paid as at today, for each of the nine charge types. It is shown apart from the balance; neither is deducted from the other.',
      'There can be money on the balance alongside a debt: an overpayment settles only debts of its own charge type, and the advance only customs debts.',
    ],
  },
  'card-assessed': {
    text: [
      'Assessments with an operation date within the chosen dates, on customs declarations only: how much was assessed, and how much of it is paid by today. A later reduction can lower both.',
      'Assessments on an assessment act or penalty notice, such as fines, are not in this card; what is owed on them is in the card “Total debt”.',
    ],
  },

  'ledger-customs-duty': { text: ['Assessments, payments and overpayment of customs duty.'] },
  'ledger-vat': { text: ['VAT assessed by customs. It can also be paid from the VAT deposit account.'] },
  'ledger-excise': { text: ['Excise assessed by customs on excisable goods.'] },
  'ledger-customs-fee': { text: ['Fees for customs clearance.'] },
  'ledger-late-interest': { text: ['Interest on debts that were not paid in time.'] },
  'ledger-fine': { text: ['Administrative fines, assessed on a penalty notice; no declaration is needed.'] },
  'ledger-other': { text: ['Customs payments that belong to none of the above.'] },
  'ledger-eservice-fee': {
    text: [
      'The fee for e-services of the “Azterminalkompleks” Union. It is not drawn from the general advance and has a code of its own: 802001.',
    ],
  },
  'ledger-eservice-vat': { text: ['VAT on that fee. It too has a code of its own: 114111.'] },
  'ledger-advance': {
    text: [
      'Money paid by VÖEN to code 142330, the excess of payments by number, and the debts that both went to. There is no debt here: what is left stands in the column “Overpayment”.',
      'Below the sums stands until when the advance lasts, at the pace at which debts took from it in the last 90 days. It is a forecast, and stands on the page “Open debts” too.',
    ],
  },

  'column-operationDate': {
    text: [
      'The day of the operation; for a payment, the day on which it came in. Rows are in the order of this date. If the account already has a row with a later date, the operation takes that date: nothing is recorded in the past.',
      'The date opens the page of the operation: which money settled which debt and why that one, and what is left.',
    ],
  },
  'column-name': {
    text: [
      'What happened, in one sentence: the number of the declaration or other document, and the channel of a payment. The number of a declaration opens its page.',
    ],
  },
  'column-type': { text: ['What each type raises and lowers is explained below.'] },
  'column-paymentDate': {
    text: [
      'For a payment, the day on which it was made; for a debt settled from overpayment or the advance, the operation date. Empty for assessments and reductions.',
    ],
  },
  'column-amount': {
    text: [
      'The amount of the operation, in AZN. It is always positive: the type and the next two columns show what it raised or lowered.',
    ],
  },
  'column-debt': {
    text: [
      'The debt of the whole ledger after this row, not only of this operation. It is written as a positive number.',
    ],
  },
  'column-overpayment': {
    text: [
      'The overpayment of the whole ledger after this row, also a positive number. When settlement is done, a ledger is left with debt or with overpayment, never with both.',
    ],
  },

  'operation-assessment': {
    text: [
      'A declaration was approved, a charge was made on an assessment act or penalty notice, or an amendment raised an amount. It raises the debt of the charge type.',
    ],
  },
  'operation-hop-payment': {
    text: [
      'Paid at the GPP by declaration number. It lowers the debt of that declaration at once; any excess goes to the advance.',
    ],
  },
  'operation-overpayment-offset': {
    text: [
      'The overpayment of a charge type settled a debt of the same type. It lowers debt and overpayment by the same amount. It happens automatically.',
    ],
  },
  'operation-advance-drawdown': {
    text: [
      'The advance settled a customs debt. It lowers the debt in the ledger of the charge type and the advance in its own ledger: a row in each. It happens automatically.',
    ],
  },
  'operation-reduction': {
    text: [
      'A declaration was amended or cancelled and the assessed amount fell. It first lowers the unpaid debt of that declaration; the rest becomes overpayment.',
    ],
  },
  'operation-advance-payment-general': {
    text: [
      'Paid by VÖEN to code 142330: one sum for all seven customs charge types. It raises the advance. The excess of a payment by number is recorded in the same way.',
    ],
  },
  'operation-advance-payment-single': {
    text: ['Paid by VÖEN for one charge type. It raises the overpayment in that ledger and settles only its debts.'],
  },
  'operation-eservice-advance': {
    text: [
      'Received for code 802001 outside the GPP (through clearing). It raises the overpayment of the e-service fee.',
    ],
  },
  'operation-eservice-vat-advance': {
    text: [
      'Received for code 114111 outside the GPP (through clearing). It raises the overpayment of VAT on the e-service fee.',
    ],
  },
  'operation-eservice-advance-hop': {
    text: ['Paid at the GPP to code 802001. It raises the overpayment of the e-service fee.'],
  },
  'operation-eservice-vat-advance-hop': {
    text: ['Paid at the GPP to code 114111. It raises the overpayment of VAT on the e-service fee.'],
  },
  'operation-refund': {
    text: ['Overpayment that was returned to the company’s bank account. It lowers the overpayment of the ledger.'],
  },
  'operation-transfer-out': {
    text: ['Overpayment that was moved to another ledger. It lowers the overpayment of this one.'],
  },
  'operation-transfer-in': {
    text: ['Overpayment that was moved here from another ledger. It raises the overpayment of this one.'],
  },

  'pay-channels': {
    text: [
      'Payment through the GPP is recommended: it appears on the balance in real time, and customs clearance is not held up. A payment through a bank does not appear until it comes in from the bank.',
    ],
    items: [
      'Government Payment Portal (GPP), gpp.az',
      'Bank account',
      'VAT deposit account, for VAT only',
      'Treasury to treasury',
    ],
  },
  'pay-advance': {
    text: [
      'The money goes to the advance, from which all customs debts (duty, VAT, excise, fee, late-payment interest, fines and others) are paid automatically. You can pay ahead, for declarations filed or still to be filed.',
    ],
    steps: [
      'At gpp.az choose “State Customs Committee”.',
      'Choose “Advance by VÖEN” and search by the VÖEN.',
      'Enter the amount in the field of code 142330.',
    ],
  },
  'pay-eservice': {
    text: [
      'E-services are paid separately: at gpp.az choose the “Azterminalkompleks” Union and search by the VÖEN.',
      'The advance paid to 142330 does not settle them, nor does money paid to these codes settle customs debts.',
    ],
    items: ['802001: e-service fee', '114111: VAT on the e-service fee'],
  },
  'pay-order': {
    text: [
      'Once a customs officer approves a declaration, its debt is settled automatically; there is nothing to choose. The order is:',
      'If there is not enough money, the next debt is settled in part and later ones stay outstanding. The page “Payment preview” shows this in advance.',
    ],
    steps: [
      'First the overpayment of each charge type settles debts of that type.',
      'Then the advance settles the customs debts that are left, in the order in which declarations and documents were approved.',
      'Within a declaration: duty, VAT, excise, fee, late-payment interest, fine, other.',
    ],
  },
  'pay-declaration': {
    text: [
      'To pay one declaration out of turn, choose “Declaration number” at gpp.az and pay the amount of the declaration. Its customs debt is settled at once.',
    ],
  },
  'pay-amended': {
    text: [
      'A new debt that arises from an amendment of a declaration cannot be paid by number. It is paid only through the advance (142330). The debt keeps the declaration’s place in the order.',
    ],
  },

  'books-act': {
    text: [
      'An act puts customs’ figures for a period beside those of the company, ledger by ledger: opening balance, what was assessed, reduced, paid, refunded and moved, closing balance. Only the company’s own representative draws it up, under “Reconciliation acts”. Its figures of customs are those of that moment; when the books of its period change later, the act says so.',
      'An answer does not change the figures of the act. What customs accepts is booked as a new operation, and a new act shows it. An act that is not signed yet can be cancelled with a reason, for example one of the wrong period; it stays in the list.',
      'The act is also an Excel file, a CSV file and a numbered PDF document, which anybody can check by its number.',
    ],
    steps: [
      'Choose the period and press “Draw up the act”.',
      'Enter the figures of your own books ledger by ledger; the act works out the differences. An empty line is not compared.',
      'Object to a line that is wrong: why, your own figure, and the document that shows it as it stands in your archive. A customs officer answers in the act.',
      'When no objection waits for an answer, agree to the act, and sign and close it.',
    ],
  },
  'books-file': {
    text: [
      'Under “Comparison with own books” upload a table from your accounting: CSV, or the Excel format XLSX, of any columns. Nothing in the account changes, and only your own people see the file.',
    ],
    steps: [
      'Look at the first rows and say which column holds what. For files with the same headings this is remembered.',
      'Say whether a debit is a payment or a debt, the period, and the opening balance by your books.',
      'Press “Compare”. A file of 100,000 lines takes some seconds; the page may be closed meanwhile.',
    ],
  },
  'books-result': {
    text: [
      'Lines are matched by number first, then by an equal amount on the same day, then within seven days. Lines with different numbers never match, and amounts have to agree exactly. A line that is the sum of several operations is only suggested: confirm it or refuse it. What remains is explained:',
    ],
    items: [
      'Differs: both have it, but on another day, under another charge type or with another amount; the result names how.',
      'Only in your books: customs has not booked it, or under another number.',
      'Only at customs: you have not booked it: a payment of a broker, late-payment interest, an amendment of a declaration.',
    ],
  },
  'books-objection': {
    text: [
      'If customs is wrong, press “Object” beside the difference. The objection to the line of the act opens with your figure and the numbers filled in; change them as needed and send it. If there is no act of the period yet, it is drawn up first. In the act, “Take the figures of own books” fills in the company’s column; check the figures before you save them.',
    ],
  },

  'search-dates': {
    text: [
      'Both dates are included, and either may be left empty. “This month” and the like fill in the dates for you. Without a year it is this year; “today” and “yesterday” are understood. Choose a date from the calendar or type it, the day before the month:',
    ],
    items: ['1.3.26', '01.03.2026', '01/03/2026', '2026-03-01', '2026.03.01', '01032026'],
  },
  'search-type': {
    text: [
      'Choose a type from the list and press “Search”; “All” shows every type. Criteria work together, and each can be removed on its own.',
      'Open “Payment conditions” to choose also the channel through which money arrived, and the payment date: only such operations remain. The payment date is the day on which the money was paid, the operation date the day on which it was booked.',
    ],
  },
  'search-declaration': {
    text: [
      'Enter the full number as it stands on the declaration; part of a number finds nothing. Small letters and blanks around it do not matter.',
      'Separate several numbers with commas, or paste a column of a spreadsheet: at most 50 at once.',
      'For part of a number, an amount or a VÖEN use the search at the top of the page: it finds declarations, documents, operations, and open debts that have so much left.',
    ],
  },
  export: {
    text: [
      'Downloads all operations that match the criteria, not only the page you see, oldest first. In the Excel file each ledger is a sheet of its own; under “CSV” you choose the separator. There is another file for software.',
      'The link “1C, camt.053, JSON...” there leads to files that accounting programs read.',
    ],
  },
  print: {
    text: [
      'Choose the dates you need in the search and open “Printable statement” beside Export, or download it with “PDF” as a numbered document, which anybody can check by its number: the taxpayer, the period, opening and closing balances and the operations are laid out as a document. On the printable page it has at most the newest 2,000 operations; of older ones it gives the number and the sum. A PDF document has at most 10,000 rows; a page of its own shows how far a long one is.',
      'Other pages can be printed by the browser (Ctrl+P) too: search forms and buttons are left off the paper.',
    ],
  },
  mandates: {
    text: [
      'A representative of the company grants a customs broker a mandate under “Brokers”. Its terms are the period, the whole account or only the declarations that the broker filed, and whether exports are allowed. A change takes effect at once.',
      '“Access log” shows who viewed the account, what was downloaded and which mandates were changed. A broker finds its clients on the page “Clients”.',
    ],
  },
}

export const help: typeof az = {
  title: 'Help',
  heading: 'How to read your account statement and how to pay',
  lead: 'Each card, ledger, column and operation is explained here in a sentence or two.',
  contents: 'Contents',
  sections: {
    statement: 'The service',
    cards: 'Four cards',
    ledgers: 'Ten ledgers',
    columns: 'Columns of a ledger',
    operations: 'Operation types',
    paying: 'How to pay',
    books: 'Reconciliation with own books',
    searching: 'Search, export and brokers',
  },
  seeAlso: 'See:',
  topics: {
    statement: 'What the personal account statement is',
    'sign-in': 'How to sign in',
    'as-of': 'What date the figures are for',
    'pay-channels': 'Payment channels, and why the GPP',
    'pay-advance': 'Advance by VÖEN: code 142330',
    'pay-eservice': 'E-services: codes 802001 and 114111',
    'pay-order': 'The order in which debts are settled',
    'pay-declaration': 'Out of turn: by declaration number',
    'pay-amended': 'A debt that arises from an amendment',
    'books-act': 'Reconciliation acts and objections',
    'books-file': 'Comparing own books: the file',
    'books-result': 'What the result means',
    'books-objection': 'From a difference to an objection',
    'search-dates': 'Dates',
    print: 'Printing',
    mandates: 'Brokers and mandates',
  },
  lines,
  examples: {
    cards: 'Example: what a balance is made of',
    part: 'Money',
    ledger: 'Example: how an overpayment arises and settles a debt',
    step: 'What happens',
    steps: [
      'Declaration A is approved.',
      'The debt of A is paid at the GPP by its number.',
      'An amendment lowers the VAT of A.',
      'Declaration B is approved.',
      'The overpayment settles debt of B.',
      'A payment into the advance settles the rest.',
    ],
  },
}
