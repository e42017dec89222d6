import type { Child } from 'hono/jsx'
import { mayEver } from '../domain/roles.ts'
import { word } from '../messages/message.ts'
import { AirGapWarning } from './components/air-gap-warning.tsx'
import { BackupWarning } from './components/backup-warning.tsx'
import type { Visitor } from './visitor.ts'

/** The frame of every page: skip link, head with who is logged in, notice, content. */
export function Layout(props: {
  readonly title: string
  readonly visitor: Visitor
  /** A script of `/static` the page works better with. */
  readonly script?: string
  /** Without the head of the program, for a screen that a whole hall looks at. */
  readonly bare?: boolean
  /** What else the browser has to know of the page. */
  readonly head?: Child
  readonly children: Child
}) {
  const { title, visitor, script, bare, head, children } = props
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – Sổ Tín Nhiệm`}</title>
        <link rel="stylesheet" href="/static/style.css" />
        {head}
        {script && <script type="module" src={script}></script>}
      </head>
      <body>
        <a class="skip" href="#content">
          Đến nội dung chính
        </a>
        {!bare && <Head visitor={visitor} />}
        <main id="content" tabindex={-1}>
          <AirGapWarning beyond={visitor.beyond ?? []} />
          <BackupWarning backups={visitor.backups} />
          {visitor.notice && (
            <p class="notice" role="status">
              {visitor.notice}
            </p>
          )}
          {children}
        </main>
      </body>
    </html>
  )
}

function Head({ visitor: { actor, path } }: { visitor: Visitor }) {
  const inside = actor?.standing === 'full'
  return (
    <header class="head">
      <a class="brand" href="/">
        Sổ Tín Nhiệm
      </a>
      {inside && (
        <nav aria-label="Các trang">
          {mayEver(actor.role, 'read_session') && (
            <NavLink href="/" text="Kỳ lấy phiếu" at={path} />
          )}
          {mayEver(actor.role, 'manage_organisations') && (
            <NavLink href="/organisations" text="Tổ chức" at={path} />
          )}
          {mayEver(actor.role, 'manage_accounts') && (
            <NavLink href="/accounts" text="Tài khoản" at={path} />
          )}
          {mayEver(actor.role, 'read_template_faults') && (
            <NavLink href="/templates" text="Mẫu văn bản" at={path} />
          )}
          {mayEver(actor.role, 'manage_backups') && (
            <NavLink href="/backups" text="Sao lưu" at={path} />
          )}
          <NavLink href="/regimes" text="Quy định" at={path} />
          <NavLink href="/verify" text="Kiểm tra văn bản" at={path} />
          {mayEver(actor.role, 'open_archive') && (
            <NavLink href="/archives/open" text="Mở hồ sơ" at={path} />
          )}
        </nav>
      )}
      {actor && (
        <form class="who" method="post" action="/logout">
          <span>
            {inside ? <a href="/account">{actor.fullName}</a> : actor.fullName}{' '}
            <small>({word('roles', actor.role)})</small>
          </span>
          <button class="quiet">Đăng xuất</button>
        </form>
      )}
    </header>
  )
}

function NavLink({ href, text, at }: { href: string; text: string; at: string }) {
  return (
    <a href={href} aria-current={href === at ? 'page' : undefined}>
      {text}
    </a>
  )
}
