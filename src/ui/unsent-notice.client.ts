import { keptSheets } from './kept-name.ts'
import { listUnsent } from './unsent.client.ts'

const notice = document.querySelector<HTMLElement>('#unsent')
if (notice) void show(notice)

/** Shows what this machine still keeps for the account, with the way to where it is sent. */
async function show(place: HTMLElement): Promise<void> {
  const sheets = keptSheets(await listUnsent(), place.dataset.account ?? '')
  const links = sheets.map((sheet, at) => {
    const link = document.createElement('a')
    link.href = `/sheets/${sheet}/entry`
    link.textContent = sheets.length === 1 ? 'Mở tập để gửi' : `Mở tập thứ ${at + 1} để gửi`
    return link
  })
  place.querySelector('span')!.append(...links.flatMap((link) => [' ', link]))
  place.hidden = sheets.length === 0
}
