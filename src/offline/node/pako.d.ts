/** The part of the library that is used here. */
declare module 'pako' {
  export const constants: { readonly Z_SYNC_FLUSH: number }

  export class Inflate {
    constructor(options: { readonly chunkSize?: number; readonly raw?: boolean })
    /** Below 0 for a fault. */
    readonly err: number
    readonly msg: string
    readonly ended: boolean
    /** How the input went. */
    readonly strm: { readonly avail_in: number }
    push(data: Uint8Array, flush?: number | boolean): boolean
    onData: (part: Uint8Array) => void
    onEnd: (status: number) => void
  }
}
