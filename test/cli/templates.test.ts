import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { shell } from './test-io.ts'

let sh = shell()
beforeEach(() => {
  sh = shell()
})
afterEach(() => sh.remove())

/** A folder with the criteria sheet and one sample, the first `from` replaced. */
function ownFolder(from = '', to = ''): string {
  const own = join(sh.folder, 'mau')
  mkdirSync(join(own, 'criteria'), { recursive: true })
  const text = readFileSync('templates/criteria/template.yaml', 'utf8').replace(from, to)
  writeFileSync(join(own, 'criteria/template.yaml'), text)
  const sample = 'criteria/samples/normal.json'
  cpSync(`templates/${sample}`, join(own, sample))
  return own
}

describe('tin-nhiem templates --check', () => {
  test('exit 0 and how much was drawn where nothing is wrong', async () => {
    const { exit, out, err } = await sh.run(['templates', '--check', ownFolder()])
    expect([exit, err]).toEqual([0, ''])
    expect(out).toBe('Đã đọc mọi mẫu, vẽ 4 văn bản thử: không có chỗ sai.\n')
  })

  test('exit 1 and a line with file, line, column, what is wrong and what to do', async () => {
    const own = ownFolder('{{ organisation }}', '{{ organization }}')
    const { exit, out, err } = await sh.run(['templates', '--check'], { TEMPLATES_FOLDER: own })
    expect(exit).toBe(1)
    expect(err).toMatch(
      /mau\/criteria\/template\.yaml:\d+:\d+: Văn bản này không có chỗ trống “organization”\. Xem danh sách trong docs\/template-fields\.md\.\n$/,
    )
    expect(out).toBe('Đã vẽ 0 văn bản thử: 1 chỗ sai.\n')
  })

  test('exit 2 for a folder that is not there, and for a use it does not know', async () => {
    const { exit, err } = await sh.run(['templates', '--check', join(sh.folder, 'none')])
    expect(exit).toBe(2)
    expect(err).toContain('không mở được tệp (ENOENT)')
    for (const args of [[], ['--check', '--sample', 'normal'], ['--preview', 'poem', '-o', 'x']])
      expect((await sh.run(['templates', ...args])).exit).toBe(2)
  })
})

describe('tin-nhiem templates --preview', () => {
  test('draws every sample into a folder', async () => {
    const folder = join(sh.folder, 'out', 'xem')
    const { exit, out } = await sh.run(['templates', '--preview', 'criteria', '-o', folder])
    expect(exit).toBe(0)
    const names = readdirSync('templates/criteria/samples').map((name) => name.replace('.json', ''))
    expect(readdirSync(folder)).toEqual(names.toSorted().map((name) => `criteria-${name}.pdf`))
    expect(out.trim().split('\n')).toHaveLength(names.length)
  })

  test('draws one sample in another layout, the same bytes each time', async () => {
    const draw = async (name: string, ...more: string[]) => {
      const file = join(sh.folder, name)
      const args = ['templates', '--preview', 'minutes', '--sample', 'one-kind', '-o', file]
      expect((await sh.run([...args, ...more])).exit).toBe(0)
      return readFileSync(file).toString('latin1')
    }
    const own = await draw('a.pdf')
    expect(await draw('b.pdf')).toBe(own)
    expect(await draw('c.pdf', '--layout', 'hd36-2018')).not.toBe(own)
    const old = await draw('d.pdf', '--pdfa1')
    expect(old).toMatch(/^%PDF-1\.4/)
    expect(old).toContain('<pdfaid:part>1</pdfaid:part>')
    expect(old).not.toContain('EmbeddedFile')
  })

  test('exit 2 for a sample or a layout there is none of, and for many samples in one file', async () => {
    const out = join(sh.folder, 'x.pdf')
    const draw = (...more: string[]) =>
      sh.run(['templates', '--preview', 'criteria', '-o', out, ...more])
    const { exit, err } = await draw('--sample', 'none')
    expect([exit, err]).toEqual([2, expect.stringContaining('có các mẫu thử: long-names, normal')])
    expect((await draw()).exit).toBe(2)
    expect((await draw('--sample', 'normal', '--layout', 'hd99')).err).toContain('hd99')
  })
})

describe('a paper that an organisation added', () => {
  const added = () => {
    const own = join(sh.folder, 'mau')
    cpSync('docs/examples/mau', own, { recursive: true })
    cpSync('templates/minutes/samples/one-kind.json', join(own, 'bang-ket-qua/samples/một.json'))
    return own
  }

  test('is checked and drawn like a paper of the program', async () => {
    const own = added()
    const { exit, out } = await sh.run(['templates', '--check', own])
    expect([exit, out]).toEqual([0, 'Đã đọc mọi mẫu, vẽ 4 văn bản thử: không có chỗ sai.\n'])
    const folder = join(sh.folder, 'xem')
    const args = ['templates', '--preview', 'bang-ket-qua', '-o', folder]
    expect((await sh.run(args, { TEMPLATES_FOLDER: own })).exit).toBe(0)
    expect(readdirSync(folder)).toEqual(['bang-ket-qua-một.pdf'])
  })

  test('that there is none of, or that is at fault, is not drawn', async () => {
    const own = added()
    const out = join(sh.folder, 'x.pdf')
    expect((await sh.run(['templates', '--preview', 'bai-tho', '-o', out, own])).exit).toBe(2)
    const file = join(own, 'bang-ket-qua/template.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('{{ heldOn }}', '{{ heldOm }}'))
    const { exit, err } = await sh.run(['templates', '--preview', 'bang-ket-qua', '-o', out, own])
    expect(exit).toBe(2)
    expect(err).toMatch(/bang-ket-qua\/template\.yaml, dòng \d+, cột \d+: .*“heldOm”/)
  })
})

describe('an organisation’s own template', () => {
  test('that is at fault: its paper is refused with file and line, and told in the log', async () => {
    const own = join(sh.folder, 'mau')
    mkdirSync(join(own, 'minutes'), { recursive: true })
    const text = readFileSync('templates/minutes/template.yaml', 'utf8')
    writeFileSync(join(own, 'minutes/template.yaml'), text.replace('{{ venue', '{{ venew'))
    const tally = JSON.parse(readFileSync('templates/minutes/samples/one-kind.json', 'utf8')) as {
      tally: object
    }
    const file = sh.file(
      'tally.json',
      JSON.stringify({ format: 'tin-nhiem/tally@1', ...tally.tally }),
    )
    const out = join(sh.folder, 'x.pdf')
    const run = (paper: string) =>
      sh.run(['render', paper, file, '-o', out], { TEMPLATES_FOLDER: own })
    const { exit, err } = await run('minutes')
    expect(exit).toBe(2)
    expect(err).toMatch(/minutes\/template\.yaml, dòng \d+, cột \d+: .*“venew”/)
    expect((await run('summary')).exit).toBe(0)
  })
})
