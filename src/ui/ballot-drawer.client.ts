import type { Drawer, Unsent } from './ballot-queue.ts'
import { findUnsent, forgetUnsent, keepUnsent } from './unsent.client.ts'

/** A drawer of this machine that is kept by the browser, and what lies in it. */
export type OpenDrawer = Drawer & { readonly found: Unsent | undefined }

/**
 * The drawer of that name. Where the browser keeps nothing (private windows), papers outlast only until the
 * page is left.
 */
export async function openDrawer(name: string): Promise<OpenDrawer> {
  return {
    found: await findUnsent<Unsent>(name),
    put: async (unsent) => {
      await (unsent ? keepUnsent(name, unsent) : forgetUnsent(name))
    },
  }
}
