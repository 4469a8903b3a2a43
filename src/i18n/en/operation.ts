import type { Catalogue } from '../catalogue.ts'

export const operation: Catalogue['operation'] = {
  kind: seq => `Operation no.\u00a0${seq}`,
  rowOn: (seq, ledger) => `no.\u00a0${seq}, ${ledger}`,
  whyThisDebt: 'Why this debt?',
  position: 'continued',

  sentences: {
    assessment: (fund, amount) => `${fund}: ${amount} was assessed, so this much debt arose.`,
    amendment: (fund, amount) => `${fund}: an amendment added ${amount}, so the debt rose by this much.`,
    hop: (fund, amount) => `${fund}: ${amount} of a payment by declaration number settled debt.`,
    ownFund: (fund, amount) => `${fund}: ${amount} of the overpayment settled debt of the same charge type.`,
    drawdown: (fund, amount) => `${fund}: ${amount} of the advance settled debt.`,
    unpaidReduced: (fund, amount) =>
      `${fund}: the assessed amount fell by ${amount}. This part had not been paid, so the debt fell.`,
    paidReduced: (fund, amount) =>
      `${fund}: the assessed amount fell by ${amount}. This part had been paid, so it became overpayment.`,
    bothReduced: (fund, amount, unpaid, paid) =>
      `${fund}: the assessed amount fell by ${amount}. Of this, ${unpaid} came off the unpaid debt; ${paid} had been paid and became overpayment.`,
    advance: amount => `${amount} came into the advance, paid by VÖEN.`,
    surplus: amount =>
      `${amount} of a payment by declaration number exceeded the debt and was credited to the advance.`,
    single: (fund, amount) => `${fund}: ${amount} came in.`,
    refund: (ledger, amount) => `“${ledger}”: ${amount} of overpayment went back to the taxpayer’s bank account.`,
    transfer: (from, to, amount) => `${amount} of overpayment moved from “${from}” to “${to}”.`,
  },

  facts: {
    ledger: 'Ledger',
    type: 'Operation type',
    date: 'Operation date',
    paymentDate: 'Payment date',
    channel: 'Payment channel',
    declaration: 'Declaration',
    reference: 'Document number',
    amount: 'Amount',
    after: 'On the ledger afterwards',
    debtAfter: amount => `debt ${amount}`,
    overpaymentAfter: amount => `overpayment ${amount}`,
    nothingAfter: 'neither debt nor overpayment',
    state: 'State',
    dueOn: 'Due date',
    reduced: 'Reduced',
    paid: 'Paid',
    open: 'Outstanding',
    used: 'Used',
    left: 'Left',
    leftOn: (amount, ledger) => `${amount}, on “${ledger}”`,
    noneLeft: 'nothing is left',
    charge: 'Debt settled',
    twin: 'Row on the other ledger',
  },

  states: {
    open: 'open',
    'partly-paid': 'partly paid',
    settled: 'settled',
    amended: 'amended',
    cancelled: 'cancelled',
  },

  reasons: {
    'by-number': 'Paid by declaration number; within it, charge types in order.',
    surplus: 'No debt payable by number was left: the rest went to the advance.',
    'own-fund': 'The oldest open debt of this charge type at that moment.',
    'oldest-document': 'The oldest document with open debt at that moment.',
    'next-fund': 'The next charge type of the same document.',
    amended: 'Debt made by an amendment, in its declaration’s place.',
    refund: 'Overpayment was refunded to the taxpayer.',
    transfer: 'Overpayment was moved to another ledger.',
  },

  rules: {
    byNumber:
      'A payment by declaration number is out of turn and settles debt of that declaration only: customs duty first, then VAT and the other charge types in order. Debt made by an amendment cannot be paid by number.',
    ownFund:
      'The overpayment of a charge type is used before the advance, and only for debt of its own, beginning with the oldest document.',
    advance:
      'The advance settles debts in the order of documents: the oldest declaration or act first, and within it customs duty, then VAT, excise and the others.',
    amended:
      'Debt made by an amendment keeps its declaration’s place and is settled only from money on the balance, not by number.',
  },

  how: {
    heading: 'Why this debt is open and how to pay it',
    untouched: 'No money that settles it has come in since it was assessed.',
    partly: 'The money that came in covered only a part of it.',
    byNumber:
      'It can be paid out of turn at the Government Payment Portal, by the number of the declaration. A payment into the advance by VÖEN (142330) settles older debts first.',
    amended:
      'An amendment made this debt, so it cannot be paid by number: pay into the advance by VÖEN (142330), which settles debts in order.',
    reference:
      'This debt is not on a declaration: pay into the advance by VÖEN (142330), or for this charge type by VÖEN.',
    eservice: 'E-service debt is paid by its own code only (802001 or 114111); the advance does not settle it.',
  },

  booked: 'Operations booked from the same record',
  payment: 'The whole payment and its parts',
  closed: 'What settled or reduced this debt',
  notClosed: 'Nothing has settled this debt yet.',
  uses: 'What this money was used for, in order',
  usesOfReduction: 'What the money of the paid part was used for',
  unused: 'This money has not been used yet.',
  sources: 'The payments the money came from',
  reductions: 'Which assessments were reduced',
  unpaidPart: 'unpaid part: the debt fell',
  paidPart: 'paid part: it became overpayment',
  ofWhole: amount => `out of ${amount}`,

  columns: {
    date: 'Date',
    closed: 'Debt settled',
    what: 'Operation',
    why: 'Why',
    from: 'Where the money came from',
    part: 'Part',
    type: 'Type',
    whole: 'Payment',
    amount: 'Amount',
  },
  first: 'Back to the start of the list',
  next: 'More of the list',

  event: {
    heading: 'Source record',
    type: 'What was reported',
    occurredAt: 'When it happened',
    receivedAt: 'When it arrived here',
    sender: 'Sent by',
    importedBy: 'loaded from a file by an operator of the service',
    senderNotKept: 'not recorded: it was not kept at that time',
    id: 'Record id',
    assignedPayment: 'Assigned payment',
    assigned: (id, receivedAt) => `${id}, received ${receivedAt}; its payer was not known then`,
    assignedSender: 'Assigned payment sent by',
    missing: 'The record was not found.',
    types: {
      'taxpayer.registered': 'Taxpayer registered',
      'declaration.assessed': 'Declaration assessed',
      'declaration.amended': 'Declaration amended',
      'declaration.cancelled': 'Declaration cancelled',
      'charge.assessed': 'Assessed by an act or penalty notice',
      'payment.received': 'Payment received',
      'payment.assigned': 'Payment of an unknown payer assigned',
      'overpayment.refunded': 'Overpayment refunded',
      'overpayment.transferred': 'Overpayment transferred',
    },
  },
  missing: 'This account has no such operation.',
}
