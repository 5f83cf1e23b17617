import { createElement, type ComponentPropsWithRef, type ForwardedRef, type ReactElement, type ReactNode } from 'react'

/** What a part is in, as its `data-state` says it. */
export interface PartState<State extends string> {
  readonly state: State
}

/**
 * Replaces the element of a part with what this returns for the part's props and its state. Spread all props onto one
 * element: they carry the label, the name, the ref and what the part does; what is written after them comes on top.
 */
export type Render<Tag extends keyof React.JSX.IntrinsicElements, State extends string> = (
  props: ComponentPropsWithRef<Tag>,
  state: PartState<State>,
) => ReactElement

/** The props of a part: those of its element, how to replace it, and no children, which are the part's own. */
export type PartProps<
  Tag extends keyof React.JSX.IntrinsicElements,
  State extends string,
  Omitted extends string = never,
> = Omit<React.ComponentPropsWithoutRef<Tag>, 'children' | Omitted> & {
  /** Replaces the element with what this returns for its props and the part's state. */
  readonly render?: Render<Tag, State> | undefined
}

interface PartElementProps<Element> {
  readonly tag: string
  readonly part: string
  readonly state: string
  readonly partRef: ForwardedRef<Element>
  // A function of narrower props: only the part that passes it on knows which.
  readonly render?: ((props: never, state: never) => ReactElement) | undefined
  readonly children?: ReactNode
}

/** The one element of a part, with its name and its state, or what the shop replaces it with. */
export function Part<Element>({
  tag,
  part,
  state,
  partRef,
  render,
  ...rest
}: PartElementProps<Element> & Readonly<Record<string, unknown>>): ReactElement {
  const props = { ...rest, ref: partRef, 'data-cardfile': part, 'data-state': state }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each part's `render` is typed by its own element
  return render ? render(props as never, { state } as never) : createElement(tag, props)
}
