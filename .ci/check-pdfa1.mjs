// Asks Preflight of PDFBox about every file of a folder that render-pdfa1.ts filled; `control.pdf` must be refused.
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const files = readdirSync(folder).filter((file) => file.endsWith('.pdf'))
const list = join(folder, 'list.txt')
writeFileSync(list, files.map((file) => `${join(folder, file)}\n`).join(''))

const jars = 'preflight pdfbox2 fontbox2 xmpbox commons-logging jaxb-api javax.activation'.split(
  ' ',
)
const classPath = jars.map((jar) => `/usr/share/java/${jar}.jar`).join(':')
const validator = 'org.apache.pdfbox.preflight.Validator_A1b'
const run = spawnSync('java', ['-cp', classPath, validator, 'xml', 'group', list], {
  encoding: 'utf8',
})
const report = readFileSync(`${list}.preflight.xml`, 'utf8')

const verdicts = new Map(
  [...report.matchAll(/<preflight name="([^"]+)">([\s\S]*?)<\/preflight>/g)].map(
    ([, name, text]) => [
      name,
      {
        valid: /<isValid[^>]*>true</.test(text),
        faults: [...text.matchAll(/<details>([^<]*)/g)].map(([, fault]) => fault),
      },
    ],
  ),
)
const wrong = files.filter((file) => verdicts.get(file)?.valid !== (file !== 'control.pdf'))
for (const file of wrong)
  console.log(
    `FAIL ${file}: ${[...new Set(verdicts.get(file)?.faults ?? [run.stderr])].join('; ')}`,
  )
console.log(`${files.length - wrong.length} of ${files.length} files are judged as they must be`)
process.exitCode = wrong.length === 0 && files.length > 1 ? 0 : 1
