/** What the build puts into the page. */
declare module 'offline:regimes' {
  /** The files of `data/regimes`, each whole. */
  export const REGIME_TEXTS: readonly string[]
}
