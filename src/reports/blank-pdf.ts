import type { Pdf } from './pdf.ts'

/**
 * A document on which nothing is drawn and whose pages are counted: to lay a paper out once before it is
 * drawn. Structure, outline and fields are taken and forgotten; what is added to an element is not drawn.
 */
export function blankPdf(): Pdf {
  let count = 0
  let size: readonly [number, number] = [0, 0]
  const pdf: Pdf = answering({
    addPage: (options: { size: readonly [number, number] }) => {
      count += 1
      size = options.size
      return pdf
    },
    bufferedPageRange: () => ({ start: 0, count }),
    get page() {
      return answering({ width: size[0], height: size[1], annotations: nothing })
    },
  }) as Pdf
  return pdf
}

/** Takes every call and every value, and answers with itself. */
const nothing: object = answering({})

function answering(known: object): object {
  return new Proxy(
    Object.defineProperties(() => nothing, Object.getOwnPropertyDescriptors(known)),
    {
      get: (target, name) => (Object.hasOwn(known, name) ? Reflect.get(target, name) : nothing),
      set: () => true,
      deleteProperty: () => true,
    },
  )
}
