import type { DocumentSettings } from '../../domain/document-settings.ts'
import { word } from '../../messages/message.ts'

/** What the papers will carry beside their words, and who signs them. */
export function DocumentSettingsList({ settings }: { readonly settings: DocumentSettings }) {
  const shown = textsOf(settings).filter(([, text]) => text !== '')
  return (
    <dl class="pairs">
      {shown.map(([label, text]) => (
        <>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </>
      ))}
    </dl>
  )
}

function textsOf(settings: DocumentSettings): readonly (readonly [label: string, text: string])[] {
  const { layout, secrecy, copying, copiesIssued, drafter, recipients } = settings
  return [
    ['Bố cục', layout === null ? 'theo mẫu của phần mềm' : word('layouts', layout)],
    ['Độ mật', secrecy === null ? '' : word('secrecy', secrecy)],
    ['Sao chụp', copying === null ? '' : word('copying', copying)],
    ['Số bản phát hành', copiesIssued === null ? '' : String(copiesIssued)],
    ['Người soạn', drafter ?? ''],
    ['Nơi nhận', recipients.join('; ')],
    ['Thành viên ký số', settings.membersSign ? 'có' : 'không'],
    ['Đóng dấu bằng chữ ký số', settings.seal ? 'có' : 'không'],
  ]
}
