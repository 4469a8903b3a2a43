import { examinePages } from '../support/browser/examine-pages.ts'

examinePages('ru')
