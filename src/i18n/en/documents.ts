/** Documents that are issued, and the page on which anybody checks one. */
import type { documents as az, orders as azOrders, verify as azVerify } from '../az/documents.ts'
import type { Format } from '../format.ts'

export const documents = ({ count }: Format): ReturnType<typeof az> => ({
  title: 'Documents issued',
  lead: 'Numbered documents issued for this account. Whoever knows the number of a document can check it on the page “Check a document”.',
  caption: 'Documents, newest first',
  none: 'No document has been issued for this account yet. On the page of an extract, the open debts or a declaration, press “PDF”.',
  pastTheEnd: 'There are no documents on this page.',
  shown: shown => `${count(shown)} ${shown === 1 ? 'document' : 'documents'} shown.`,
  first: 'Back to the newest',
  next: 'Older documents',
  kinds: {
    extract: 'Account statement extract',
    declaration: 'Statement on a declaration',
    'open-debts': 'Statement of open debts',
    act: 'Reconciliation act',
  },
  number: 'Document number',
  kind: 'Kind',
  company: 'Company',
  about: 'Period or subject',
  issuedAt: 'Issued',
  issuedBy: 'Issued to',
  period: 'Period',
  ledger: 'Ledger',
  declaration: 'Declaration',
  day: 'As at',
  chosen: 'Debts chosen',
  overdueOnly: 'overdue',
  books: 'Based on',
  digest: 'SHA-256 of the file',
  contentDigest: 'SHA-256 of the content',
  closing: 'Closing figures',
  openCaption: 'Outstanding debt',
  noClosing: 'The document states no debt and no balance.',
  closingUnstated:
    'The document has only the operations that meet its criteria, and states no closing figures of the ledgers.',
  download: 'Download the PDF file',
  downloadContent: 'Download the content (JSON, for software)',
  verifyLink: 'Check a document',
  verifyHint: 'Anybody can check the document at this address:',
  qr: 'QR code of the address',
  proof: 'Proof that the records are unchanged',
  proofLead: time =>
    `The account’s records are in the head of ${time}, the common check code of all accounts. Whoever keeps that head can check this with the codes below, without asking this service.`,
  noProof: 'When this document was issued, the service knew no head (common check code) that covers the account.',
  proofLeaf: 'Line of the account',
  proofRoot: 'Root of the tree',
  proofPath: (index, size) => `Path (account ${count(index)} of ${count(size)})`,
})

/** Long documents that are being made. */
export const orders = ({ count }: Format): ReturnType<typeof azOrders> => ({
  working: 'The PDF document is being made',
  stages: {
    waiting: 'Turn in the queue',
    reading: 'Rows read',
    composing: 'Pages set',
    keeping: 'File kept',
  },
  since: seconds => `for ${count(seconds)} s`,
  refreshes: 'This page refreshes by itself every two seconds; the work goes on if you close it.',
  made: 'The PDF document is ready',
  kept: 'The file stays here for a day. The document is among those of the company, and its file can be made again from there at any time.',
  download: megabytes => `Download the PDF file (${count(megabytes)} MB)`,
  toDocument: 'Page of the document',
  failed: 'The PDF document was not made',
  refusals: {
    stopped: 'The work was stopped, and no document was issued.',
    silent: 'Making the document was interrupted. No document was issued; you can start it again.',
    nothing: 'The account has no such thing any more.',
    failed: 'Something went wrong in the system. Try again.',
  },
  again: 'Start again',
  tooMany: 'Three documents are being made for you already. Try again when one of them has ended.',
  prepare: 'Make the PDF file again',
  prepareHint: 'The document is long: making its file takes a little while.',
})

export const verify: typeof azVerify = {
  title: 'Check a document',
  lead: 'Type the number of the document. The page shows what the document said, and whether the records still say so.',
  hint: 'the 20 characters on the document, for example, 7K3M-9QXT-…',
  show: 'Check',
  problems: 'Correct the number',
  unknown: 'No document has this number. Copy the number from the document again.',
  mistyped:
    'The number has a mistake: one of its characters is wrong or in another place. Compare it with the document.',
  act: {
    cancelled: (instant: string) => `The company has cancelled this act (${instant}): it does not count any more.`,
    closed: (instant: string) => `The act has been signed and closed as this document says it (${instant}).`,
    'moved-on': (instant: string) =>
      `The act was changed after this document was issued (${instant}): the document says how it stood before.`,
  },
  verdicts: {
    agree: 'The records confirm this document: as of that moment, every row and every figure is the same.',
    'figures-agree':
      'The records confirm the closing figures of this document. The account is so large that its rows were not checked one by one here.',
    'chain-agrees':
      'The account’s hash chain is the same up to the moment of this document. The account is so large that only the chain was compared here: the rows and figures of the document were not worked out again.',
    'older-format':
      'The document was issued by an earlier version of the program, and this one cannot write it again byte for byte. The records confirm its closing figures and its hash chain; compare its file below by its SHA-256.',
    differ:
      'Attention: the records do not confirm this document. They were changed after it was issued. Contact the customs authority.',
  },
  said: 'In the document',
  now: 'In the records',
  file: 'Compare a file',
  fileLead: 'Check that the file you have is the file of this document. The file is not kept.',
  choose: 'File',
  digest: 'or its SHA-256',
  compare: 'Compare',
  same: 'This is the file of the document: its SHA-256 is the same.',
  other: 'This is not the file of the document: its SHA-256 is different.',
  otherVersion: version =>
    `Version ${version} of the program issued the document; another version makes its file with other bytes. Compare the “SHA-256 of what it says” that is printed in the file with the one above.`,
  nothing: 'Choose a file, or type the 64 characters of its SHA-256.',
  tooLarge: 'The file is larger than 8 MB. Type its SHA-256 instead.',
  another: 'Check another document',
}
