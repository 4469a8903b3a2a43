import { examinePages } from '../support/browser/examine-pages.ts'

await examinePages('en')
