/** The global of Node that the shared readers use. */
export { Buffer } from 'node:buffer'
