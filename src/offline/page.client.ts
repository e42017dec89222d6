import { startPage } from './page.ts'
import { answerHere, isWorker } from './work.ts'

if (isWorker()) answerHere()
else startPage(document.currentScript?.textContent ?? '')
