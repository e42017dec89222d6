import { afterAll, describe, expect, test } from 'vitest'
import { shell } from './test-io.ts'

type Subject = Record<string, unknown>
type Kind = Record<string, unknown> & { subjects: Subject[] }
type File = Record<string, unknown> & { ballotKinds: [Kind]; voters: Record<string, unknown> }

/** A sound file under 96-QĐ/TW: 26 low of 51 collected. */
function tally(): File {
  return {
    format: 'tin-nhiem/tally@1',
    side: 'party',
    heldOn: '2023-12-05',
    title: 'Lấy phiếu tín nhiệm',
    organisation: 'Đảng ủy xã Mẫu',
    voters: { members: 53, summoned: 53, present: 53 },
    ballotKinds: [
      {
        id: 'A',
        title: 'Phiếu A',
        issued: 53,
        collected: 51,
        valid: 51,
        invalid: 0,
        subjects: [
          {
            id: '1',
            name: 'Nguyễn Văn Mẫu',
            position: 'Bí thư',
            block: 'Đảng',
            high: 20,
            medium: 5,
            low: 26,
            invalid: 0,
          },
        ],
      },
    ],
  }
}

describe('tin-nhiem compute', () => {
  const sh = shell()
  afterAll(() => sh.remove())
  const compute = (content: unknown) =>
    sh.run([
      'compute',
      sh.file(
        'tally.json',
        typeof content === 'string' || content instanceof Uint8Array
          ? content
          : JSON.stringify(content),
      ),
    ])
  const changed = (change: (file: File) => void) => {
    const file = tally()
    change(file)
    return compute(file)
  }

  test('prints the outcome on standard output, exit 0, the same bytes each time', async () => {
    const once = await compute(tally())
    const twice = await compute(tally())
    expect(once).toEqual(twice)
    expect(once).toMatchObject({ exit: 0, err: '' })
    expect(JSON.parse(once.out)).toMatchObject({
      format: 'tin-nhiem/outcome@1',
      regime: { id: '96-qd-tw-2023' },
      status: 'computed',
      quorum: { present: 53, summoned: 53, required: '2/3', met: true },
      subjects: [
        {
          ballotKind: 'A',
          id: '1',
          base: { name: 'collected', value: 51 },
          low: { count: 26, fraction: '26/51', percent: '50,98' },
          band: 'over_half',
          provision: 'Điều 11.2',
          distance: { toNext: { band: 'two_thirds', votes: 8 } },
        },
      ],
    })
  })

  describe('holds back (exit 1), with code, both sides and no subject', () => {
    test.each<[string, (file: File) => void, string, RegExp]>([
      ['marks that do not add up', (f) => (f.ballotKinds[0].subjects[0]!.high = 21), 'E401', /52/],
      ['valid + invalid ≠ collected', (f) => (f.ballotKinds[0].invalid = 1), 'E201', /51.*1.*51/],
      ['collected > issued', (f) => (f.ballotKinds[0].issued = 50), 'E202', /51.*50/],
      ['present < 2/3 of summoned', (f) => (f.voters.present = 35), 'E212', /35\/53/],
      ['present > summoned', (f) => (f.voters.present = 54), 'E211', /54.*53/],
      [
        'a count not entered',
        (f) => (f.ballotKinds[0].subjects[0]!.low = null),
        'E101',
        /Chưa nhập/,
      ],
      ['a count left out', (f) => delete f.ballotKinds[0].subjects[0]!.low, 'E101', /Chưa nhập/],
      [
        'one subject twice in a kind',
        (f) => f.ballotKinds[0].subjects.push({ ...f.ballotKinds[0].subjects[0]! }),
        'E102',
        /hai lần/,
      ],
    ])('%s', async (_, change, code, sentence) => {
      const { exit, out, err } = await changed(change)
      expect(exit).toBe(1)
      const outcome = JSON.parse(out) as {
        status: string
        subjects: unknown[]
        findings: unknown[]
      }
      expect(outcome).toMatchObject({ status: 'held', subjects: [] })
      expect(JSON.stringify(outcome.findings)).toContain(code)
      expect(err).toMatch(new RegExp(`tally\\.json: /.*${code} `))
      expect(err).toMatch(sentence)
    })
  })

  describe('refuses (exit 2), naming the place, with nothing on standard output', () => {
    const low = '/ballotKinds/0/subjects/0/low'
    test.each<[string, (file: File) => void, string]>([
      ['a negative count', (f) => (f.ballotKinds[0].subjects[0]!.low = -1), `${low}: `],
      ['a fractional count', (f) => (f.ballotKinds[0].subjects[0]!.low = 2.5), `${low}: `],
      ['a count in words', (f) => (f.ballotKinds[0].subjects[0]!.low = '26'), `${low}: `],
      [
        'a count over a million',
        (f) => (f.ballotKinds[0].issued = 1_000_001),
        '/ballotKinds/0/issued: ',
      ],
      ['an unknown key', (f) => (f.note = 'x'), '/note: '],
      ['an unknown key deep inside', (f) => (f.voters.absent = 0), '/voters/absent: '],
      ['a day that does not exist', (f) => (f.heldOn = '2023-02-29'), '/heldOn: '],
      ['no ballot kind', (f) => f.ballotKinds.pop(), '/ballotKinds: '],
      ['an unknown regime', (f) => (f.regime = '96-qd-tw-2024'), '96-qd-tw-2024'],
      ['a day before every regulation', (f) => (f.heldOn = '2001-01-01'), '2001-01-01'],
      ['another format version', (f) => (f.format = 'tin-nhiem/tally@2'), 'tin-nhiem/tally@2'],
    ])('%s', async (_, change, told) => {
      const { exit, out, err } = await changed(change)
      expect({ exit, out }).toEqual({ exit: 2, out: '' })
      expect(err).toContain(told)
      expect(err).not.toMatch(/\bat .*\.ts|Error:/)
    })

    test('tells every fault at once, one line each', async () => {
      const { err } = await changed((f) => {
        f.ballotKinds[0].collected = -1
        f.ballotKinds[0].valid = 'x'
        f.side = 'church'
      })
      expect(err.trim().split('\n')).toHaveLength(3)
    })

    test('bytes that are not UTF-8', async () => {
      const bytes = new TextEncoder().encode(JSON.stringify(tally()))
      bytes[bytes.indexOf(0xe1)] = 0xff
      const { exit, err } = await compute(bytes)
      expect(exit).toBe(2)
      expect(err).toContain('UTF-8')
    })

    test('truncated JSON, with line and column', async () => {
      const text = JSON.stringify(tally(), null, 2)
      const { exit, err } = await compute(text.slice(0, text.length / 2))
      expect(exit).toBe(2)
      expect(err).toMatch(/dòng \d+, cột \d+/)
    })

    test('a key named twice', async () => {
      const { exit, err } = await compute(
        JSON.stringify(tally()).replace('"low":26', '"low":26,"low":12'),
      )
      expect(exit).toBe(2)
      expect(err).toContain(low)
    })

    test('a file of 50 MB, without reading it', async () => {
      const before = process.memoryUsage().arrayBuffers
      const { exit, err } = await compute(new Uint8Array(50_000_000))
      expect(exit).toBe(2)
      expect(err).toContain('50000000')
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200_000_000)
    })

    test('a file that is not there', async () => {
      const { exit, err } = await sh.run(['compute', `${sh.folder}/none.json`])
      expect(exit).toBe(2)
      expect(err).toContain('none.json')
    })
  })
})

describe('the command line', () => {
  const sh = shell()
  afterAll(() => sh.remove())

  test.each(['compute', 'render', 'verify', 'serve', 'migrate', 'regimes', 'demo'])(
    '%s --help explains itself on standard output',
    async (command) => {
      const { exit, out } = await sh.run([command, '--help'])
      expect(exit).toBe(0)
      expect(out).toContain(`tin-nhiem ${command}`)
    },
  )
  test('an unknown command or option is refused with help on standard error', async () => {
    for (const argv of [['count'], [], ['compute'], ['verify', '--quick', 'x.pdf']]) {
      const { exit, out, err } = await sh.run(argv)
      expect({ exit, out }).toEqual({ exit: 2, out: '' })
      expect(err).toContain('tin-nhiem')
    }
  })
  test('regimes lists each regulation with its period and digest', async () => {
    const { exit, out } = await sh.run(['regimes'])
    expect(exit).toBe(0)
    expect(out).toMatch(/^96-qd-tw-2023 {2}.*2023-02-02 – nay {2}[0-9a-f]{64}$/m)
  })
  test('regimes refuses a broken folder with file and path', async () => {
    sh.file('x.json', '{"format":"tin-nhiem/regime@1"}')
    const { exit, err } = await sh.run(['regimes', sh.folder])
    expect(exit).toBe(2)
    expect(err).toContain('x.json')
  })
  test('migrate makes the database once and then has nothing to do', async () => {
    expect(await sh.run(['migrate'])).toMatchObject({
      exit: 0,
      out: '0001-initial\n0002-preparation\n0003-recheck\n0004-entry\n0005-hall\n0006-as-on-paper\n0007-signing\n0008-copies\n0009-templates\n0010-log-in\n0011-confirmation\n0012-destruction\n0013-identities\n0014-sealed-journal\n0015-person-record\n0016-comments\n',
    })
    expect(await sh.run(['migrate'])).toMatchObject({ exit: 0, out: '' })
  })
})
