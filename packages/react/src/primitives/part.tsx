import { createElement, type ComponentPropsWithRef, type ForwardedRef, type ReactElement, type ReactNode } from 'react'

/** The state of a part, as in its `data-state`. */
export interface PartState<State extends string> {
  readonly state: State
}

/**
 * Replaces the element of a part: returns an element for the part's props and state. Spread all props onto one element, as
 * they carry the label, the name, the ref and the behaviour; attributes after the spread override them.
 */
export type Render<Tag extends keyof React.JSX.IntrinsicElements, State extends string> = (
  props: ComponentPropsWithRef<Tag>,
  state: PartState<State>,
) => ReactElement

/** The props of a part: those of its element without children, plus `render`. */
export type PartProps<
  Tag extends keyof React.JSX.IntrinsicElements,
  State extends string,
  Omitted extends string = never,
> = Omit<React.ComponentPropsWithoutRef<Tag>, 'children' | Omitted> & {
  /** Replaces the part's element. */
  readonly render?: Render<Tag, State> | undefined
}

interface PartElementProps<Element> {
  readonly tag: string
  readonly part: string
  readonly state: string
  readonly partRef: ForwardedRef<Element>
  // `never`: each part's own `render` takes narrower props, which only that part knows.
  readonly render?: ((props: never, state: never) => ReactElement) | undefined
  readonly children?: ReactNode
}

/** The one element of a part, with its name and state, or the shop's replacement for it. */
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
