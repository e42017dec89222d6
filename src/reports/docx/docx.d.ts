/**
 * The part of the library that is used here. Its own declarations name their files without extension, which
 * Node's way of finding modules does not follow: to TypeScript they are empty.
 */
declare module 'docx' {
  /** A part of an XML tree. */
  class XmlComponent {
    addChildElement(child: XmlComponent): XmlComponent
  }
  /** What may stand in a section: paragraphs and tables. */
  export class FileChild extends XmlComponent {
    readonly fileChild: symbol
  }

  type Border = { readonly style: string; readonly size: number; readonly color: string }
  type Sides<T> = Partial<Readonly<Record<'top' | 'bottom' | 'left' | 'right', T>>>
  type Width = { readonly size: number; readonly type: string }

  type RunLook = {
    readonly font?: string
    /** Half points. */
    readonly size?: number
    readonly bold?: boolean
    readonly italics?: boolean
    readonly underline?: Readonly<Record<string, never>>
    readonly color?: string
  }
  /** Lengths in twentieths of a point. */
  type ParagraphLook = {
    readonly alignment?: string
    readonly spacing?: {
      readonly before?: number
      readonly after?: number
      readonly line?: number
      readonly lineRule?: string
    }
    readonly indent?: {
      readonly left?: number
      readonly right?: number
      readonly firstLine?: number
    }
    readonly keepNext?: boolean
    /** From 0. */
    readonly outlineLevel?: number
    readonly border?: Sides<Border & { readonly space: number }>
  }

  export class Paragraph extends FileChild {
    constructor(
      options: ParagraphLook & {
        readonly style?: string
        readonly children?: readonly XmlComponent[]
      },
    )
  }
  export class TextRun extends XmlComponent {
    constructor(
      options: RunLook & { readonly text?: string; readonly children?: readonly string[] },
    )
  }
  export class SimpleField extends XmlComponent {
    constructor(instruction: string, cachedValue?: string)
  }
  export class ImageRun extends XmlComponent {
    constructor(options: {
      readonly type: 'png'
      readonly data: Uint8Array
      /** Of 96 in an inch. */
      readonly transformation: { readonly width: number; readonly height: number }
      readonly altText: {
        readonly name: string
        readonly description: string
        readonly title?: string
      }
    })
  }
  export class ImportedXmlComponent extends XmlComponent {
    static fromXmlString(xml: string): ImportedXmlComponent
  }

  export class TableCell extends XmlComponent {
    constructor(options: {
      readonly children: readonly FileChild[]
      readonly columnSpan?: number
      readonly rowSpan?: number
      readonly width?: Width
      readonly verticalAlign?: string
      readonly margins?: Sides<number>
      readonly borders?: Sides<Border>
    })
  }
  export class TableRow extends XmlComponent {
    constructor(options: {
      readonly children: readonly TableCell[]
      readonly tableHeader?: boolean
      readonly cantSplit?: boolean
    })
  }
  export class Table extends FileChild {
    constructor(options: {
      readonly rows: readonly TableRow[]
      readonly width: Width
      readonly layout: string
      readonly columnWidths: readonly number[]
      readonly borders?: Sides<Border> &
        Partial<Readonly<Record<'insideHorizontal' | 'insideVertical', Border>>>
    })
  }

  export class Header {
    readonly options: { readonly children: readonly FileChild[] }
    constructor(options: { readonly children: readonly FileChild[] })
  }
  export class Footer {
    readonly options: { readonly children: readonly FileChild[] }
    constructor(options: { readonly children: readonly FileChild[] })
  }
  export type ISectionOptions = {
    readonly headers?: { readonly default?: Header; readonly first?: Header }
    readonly footers?: { readonly default?: Footer; readonly first?: Footer }
    readonly properties?: {
      readonly type?: string
      readonly titlePage?: boolean
      readonly page?: {
        readonly size: {
          readonly width: number
          readonly height: number
          readonly orientation: string
        }
        readonly margin: Readonly<
          Record<'top' | 'bottom' | 'left' | 'right' | 'header' | 'footer', number>
        >
      }
    }
    readonly children: readonly FileChild[]
  }
  export class Document {
    readonly Styles: unknown
    constructor(options: {
      readonly styles: {
        readonly default: { readonly document: { readonly run: RunLook } }
        readonly paragraphStyles: readonly {
          readonly id: string
          readonly name: string
          readonly basedOn: string
          readonly quickFormat: boolean
          readonly run: RunLook
          readonly paragraph: ParagraphLook
        }[]
      }
      readonly sections: readonly ISectionOptions[]
    })
  }
  export const Packer: {
    toBuffer(
      file: Document,
      prettify: undefined,
      overrides: readonly { readonly path: string; readonly data: string }[],
    ): Promise<Uint8Array>
  }

  export const AlignmentType: Readonly<Record<'LEFT' | 'CENTER' | 'RIGHT' | 'JUSTIFIED', string>>
  export const BorderStyle: Readonly<Record<'SINGLE' | 'NONE', string>>
  export const LineRuleType: Readonly<Record<'AT_LEAST' | 'AUTO' | 'EXACT', string>>
  export const PageOrientation: Readonly<Record<'PORTRAIT' | 'LANDSCAPE', string>>
  export const SectionType: Readonly<Record<'NEXT_PAGE', string>>
  export const TableLayoutType: Readonly<Record<'FIXED', string>>
  export const VerticalAlign: Readonly<Record<'CENTER', string>>
  export const WidthType: Readonly<Record<'DXA', string>>
}
