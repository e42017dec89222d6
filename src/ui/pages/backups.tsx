import type { BackupOverview, ListedBackup } from '../../actions/backups.ts'
import { BACKUP_STAGES } from '../../actions/take-backup.ts'
import { word } from '../../messages/message.ts'
import { TextField } from '../components/fields.tsx'
import { RefusalBox } from '../components/refusal-box.tsx'
import { instantText } from '../day-text.ts'
import type { Refusal } from '../forms/refusal.ts'
import { Layout } from '../layout.tsx'
import { sizeText } from '../size-text.ts'
import type { Visitor } from '../visitor.ts'

type Props = {
  readonly visitor: Visitor
  readonly overview: BackupOverview
  readonly refusal?: Refusal | undefined
}

/** Backups: one made now, those there are, and when the program makes them by itself. */
export function BackupsPage({ visitor, overview, refusal }: Props) {
  const { running, possible } = overview
  return (
    <Layout
      title="Sao lưu"
      visitor={visitor}
      head={running && <meta http-equiv="refresh" content="2" />}
    >
      <h1>Sao lưu</h1>
      <RefusalBox refusal={refusal} />
      {possible ? (
        <>
          <Schedule {...overview} />
          {running ? <Progress {...running} /> : <MakeOne />}
          <h2>Các bản trong thư mục</h2>
          <Files {...overview} />
          <h2>Cần giữ gì</h2>
          <p>
            Mỗi bản chứa trọn cơ sở dữ liệu: kỳ phiếu, số liệu, văn bản đã ký, nhật ký, tài khoản.{' '}
            <strong>Không có trong đó</strong>: khóa bí mật của máy (tệp <code>secrets.key</code>),
            tệp quy định riêng, mẫu riêng, chứng thư gốc nội bộ. Cất riêng các tệp đó, ở nơi khác
            với bản sao lưu. Cách khôi phục và diễn tập: docs/backup.md.
          </p>
        </>
      ) : (
        <p>
          Dữ liệu nằm trong PostgreSQL: sao lưu bằng <code>pg_dump</code>, khôi phục bằng{' '}
          <code>pg_restore</code> (docs/backup.md).
        </p>
      )}
    </Layout>
  )
}

function Schedule({ scheduled, folder, hours, minutes, keep, locked, readable }: BackupOverview) {
  return (
    <>
      <p>
        Thư mục: <code class="path">{folder}</code>.{' '}
        {scheduled ? (
          <>
            Tự sao lưu {hours > 0 ? `mỗi ${hours} giờ và ` : ''}mỗi lần khóa số liệu một kỳ
            {minutes > 0 ? `, phần nối tiếp mỗi ${minutes} phút` : ''}; giữ {keep} bản mới nhất;{' '}
            {locked ? 'có mã hóa' : 'không mã hóa'}.
          </>
        ) : (
          <>
            Thư mục này nằm cùng ổ đĩa với dữ liệu và phần mềm <strong>không</strong> tự sao lưu:
            đặt <code>BACKUP_DIR</code> là thư mục trên ổ đĩa hoặc USB khác.
          </>
        )}
      </p>
      {!readable && <p class="refusal">{word('backup', 'folder_unreadable')}</p>}
    </>
  )
}

function Progress({ stage }: NonNullable<BackupOverview['running']>) {
  const at = BACKUP_STAGES.indexOf(stage)
  return (
    <section role="status">
      <h2>Đang sao lưu</h2>
      <progress max={BACKUP_STAGES.length} value={at} aria-label="Tiến độ sao lưu" />
      <p>
        Bước {at + 1}/{BACKUP_STAGES.length}: {word('backupStages', stage)}. Trang tự tải lại.
      </p>
    </section>
  )
}

function MakeOne() {
  const field = { typed: {}, type: 'password', autocomplete: 'new-password' } as const
  return (
    <form method="post" action="/backups" class="sheet">
      <h2>Sao lưu ngay</h2>
      <p class="hint">
        Bản sao được kiểm tra trọn vẹn (trang dữ liệu, liên kết, chuỗi nhật ký, số dòng) và đọc lại
        trước khi mang tên.
      </p>
      <TextField
        {...field}
        name="passphrase"
        label="Cụm mật khẩu (bỏ trống: không mã hóa)"
        hint="Từ 13 ký tự. Mất cụm mật khẩu là mất bản sao lưu."
      />
      <TextField {...field} name="passphraseAgain" label="Gõ lại cụm mật khẩu" />
      <button class="main">Sao lưu ngay</button>
    </form>
  )
}

function Files({ files }: BackupOverview) {
  if (files.length === 0) return <p>Chưa có bản nào.</p>
  return (
    <div class="scroll" tabindex={0} role="group" aria-label="Các bản sao lưu">
      <table class="stack backups">
        <thead>
          <tr>
            <th scope="col">Tạo lúc</th>
            <th scope="col">Nhật ký đến</th>
            <th scope="col">Cỡ</th>
            <th scope="col">Mã hóa</th>
            <th scope="col">Kiểm tra</th>
            <th scope="col">Việc</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <File {...file} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function File(file: ListedBackup) {
  const { name, bytes, madeAt, head, encrypted, increment, seal, check, checkedAt } = file
  return (
    <tr>
      <th scope="row">
        {madeAt ? instantText(madeAt) : name}
        {increment && <small> (phần nối tiếp)</small>}
      </th>
      <td data-label="Nhật ký đến">
        {head ? (
          <>
            mục {head.seq} <code title={head.hash}>{head.hash.slice(0, 12)}…</code>
          </>
        ) : (
          '–'
        )}
      </td>
      <td data-label="Cỡ">{sizeText(bytes)}</td>
      <td data-label="Mã hóa">{encrypted === null ? '–' : encrypted ? 'có' : 'không'}</td>
      <td data-label="Kiểm tra" class={check === 'damaged' ? 'fault' : undefined}>
        {word('backupChecks', check)}
        {checkedAt && ` ${instantText(checkedAt)}`}
        {seal === 'other' && '; dấu của máy khác'}
      </td>
      <td data-label="Việc">
        <a href={`/backups/${name}/file`} download={name} aria-label={`Tải ${name}`}>
          Tải về
        </a>
        <details>
          <summary aria-label={`Kiểm tra lại ${name}`}>Kiểm tra lại</summary>
          <form method="post" action={`/backups/${name}/check`}>
            {encrypted && (
              <input
                type="password"
                name="passphrase"
                aria-label="Cụm mật khẩu"
                placeholder="Cụm mật khẩu"
                autocomplete="off"
              />
            )}
            <button>Đọc lại trọn tệp</button>
          </form>
        </details>
      </td>
    </tr>
  )
}
