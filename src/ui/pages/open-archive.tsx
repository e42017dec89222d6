import type { ArchiveContents } from '../../actions/archives/archive-contents.ts'
import { aboutTold } from '../../actions/comment-about.ts'
import type { ArchiveVerification } from '../../actions/archives/verify-archive.ts'
import type { JournalEntry } from '../../domain/journal.ts'
import type { Regime } from '../../domain/regime.ts'
import { walkTimeline } from '../../domain/timeline.ts'
import { archivedThreads } from '../../formats/archive/archived-comments.ts'
import { parseRegime } from '../../formats/regime.ts'
import { word } from '../../messages/message.ts'
import { aboutText } from '../about-text.ts'
import { FileField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { ThreadTurns } from '../components/thread-turns.tsx'
import { TimeLine } from '../components/time-line.tsx'
import { dayText } from '../day-text.ts'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import { knownNames } from '../known-names.ts'
import type { Visitor } from '../visitor.ts'
import { AwaitedBadge } from './threads.tsx'
import { Report } from './verify.tsx'

type OpenArchivePageProps = {
  readonly visitor: Visitor
  readonly refusal?: Refusal | undefined
  readonly opened?: ArchiveVerification | undefined
}

/** An archive to be looked at, and what it says under what its check found; nothing of it is kept. */
export function OpenArchivePage({ visitor, refusal, opened }: OpenArchivePageProps) {
  return (
    <Layout title="Mở hồ sơ" visitor={visitor}>
      <h1>Mở hồ sơ kiểm tra</h1>
      <p>
        Chọn hồ sơ kỳ phiếu (zip), của máy này hay máy khác. Phần mềm kiểm tra từng bước rồi cho xem
        kỳ phiếu, kết quả, văn bản và nhật ký. Không có gì được lưu lại hay nạp vào máy này; tải lại
        trang thì phải chọn lại tệp.
      </p>
      <RefusalBox refusal={refusal} />
      <form
        method="post"
        action="/archives/open"
        enctype="multipart/form-data"
        class="sheet narrow drop"
      >
        <FileField
          name="archive"
          label="Hồ sơ kỳ phiếu (zip)"
          accept=".zip,application/zip"
          refusal={refusal}
        />
        <button class="main">Mở hồ sơ</button>
      </form>
      {opened && <Report {...opened.verification} />}
      {opened?.contents && <Contents {...opened.contents} />}
    </Layout>
  )
}

function Contents(contents: ArchiveContents) {
  const { session: told, roster, documents, entries, regime } = contents
  const { session, organisation, authors } = told
  const names = new Map(authors.map(({ account, fullName }) => [account, fullName]))
  return (
    <>
      <section aria-labelledby="session">
        <h2 id="session">
          {session.shortId}: {session.title}
        </h2>
        <p class="facts">
          {organisation.name} · {dayText(session.heldOn)} · {word('modes', session.mode)} ·{' '}
          {word('states', session.state)} · lần tính {session.revision} · quy định {session.regime}
        </p>
      </section>
      <section aria-labelledby="roster">
        <h2 id="roster">Danh sách</h2>
        {roster.ballotKinds.map(({ title, subjects }) => (
          <>
            <h3>{title}</h3>
            <ol>
              {subjects.map(({ name, position }) => (
                <li>
                  {name} <small>{position}</small>
                </li>
              ))}
            </ol>
          </>
        ))}
      </section>
      <Papers {...documents} />
      <Threads contents={contents} names={names} />
      <Journal entries={entries} regime={regime} roster={roster} names={names} />
    </>
  )
}

function Papers({ documents, scans }: ArchiveContents['documents']) {
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">Văn bản</h2>
      <p class="hint">Giải nén hồ sơ để mở từng tệp.</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>Văn bản</th>
              <th>Lần, bản</th>
              <th>Người ký</th>
              <th>Tệp trong hồ sơ</th>
            </tr>
          </thead>
          <tbody>
            {documents.map(({ name, revision, version, signer, signedField, path }) => (
              <tr>
                <td>{word('documents', name)}</td>
                <td>
                  {revision}, {version}
                </td>
                <td>{signer ?? (signedField === null ? 'chưa ký' : '')}</td>
                <td class="wrap">{path}</td>
              </tr>
            ))}
            {scans.map(({ path }) => (
              <tr>
                <td>Bản quét</td>
                <td />
                <td />
                <td class="wrap">{path}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What auditors asked and what was answered, as the entries tell it. */
function Threads(props: {
  readonly contents: ArchiveContents
  readonly names: ReadonlyMap<string, string>
}) {
  const { contents, names } = props
  const threads = archivedThreads(contents.entries)
  if (threads.length === 0) return null
  const subjects = {
    roster: contents.roster,
    documents: contents.documents.documents,
    entryAt: (place: number) => {
      const found = contents.entries[place - 1]
      const entry = found ? entryOf(found.entry) : null
      return entry && { type: entry.event.type, at: entry.at }
    },
  }
  return (
    <section aria-labelledby="threads">
      <h2 id="threads">Trao đổi với người kiểm tra</h2>
      {threads.map((thread) => (
        <section>
          <h3>
            Trao đổi số {thread.number}: {aboutText(aboutTold(thread.about, subjects))}{' '}
            <AwaitedBadge thread={thread} role="auditor" />
          </h3>
          <ThreadTurns thread={thread} names={names} />
        </section>
      ))}
    </section>
  )
}

/** More lines than anybody reads; the whole is in the file. */
const MOST = 2000

type JournalProps = Pick<ArchiveContents, 'entries' | 'regime' | 'roster'> & {
  readonly names: ReadonlyMap<string, string>
}

function Journal({ entries, regime, roster, names: authors }: JournalProps) {
  const { tell, names } = walkTimeline()
  const told = entries.flatMap(({ place, entry }) => {
    const read = entryOf(entry)
    return read ? [tell({ place, entry: read })] : []
  })
  const unread = entries.length - told.length
  return (
    <section aria-labelledby="journal">
      <h2 id="journal">Nhật ký</h2>
      {entries.length > MOST && (
        <p class="hint">
          Hiện {MOST} mục đầu trong {entries.length} mục; xem đủ trong journal.jsonl.
        </p>
      )}
      {unread > 0 && <p class="warn">{unread} mục không đọc được, không hiện ở đây.</p>}
      <TimeLine
        entries={told.slice(0, MOST)}
        names={knownNames({ names, authors }, regimeIn(regime))}
        roster={roster}
        rank={3}
      />
    </section>
  )
}

/** The regulation of the archive; nothing where a forged one holds something else. */
function regimeIn(bytes: Uint8Array): Regime | null {
  try {
    return parseRegime(bytes, 'regime.json').regime
  } catch {
    return null
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** The entry as it was written; nothing where a forged archive holds something else. */
function entryOf(text: string): JournalEntry | null {
  try {
    const read = JSON.parse(text) as JournalEntry
    const whole =
      Number.isInteger(read.seq) &&
      INSTANT.test(read.at) &&
      !Number.isNaN(Date.parse(read.at)) &&
      typeof read.event.type === 'string' &&
      !isDeeper(read, DEEPEST)
    return whole ? read : null
  } catch {
    return null
  }
}

/** Deeper than anything recorded is nested. */
const DEEPEST = 40

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1))
}
