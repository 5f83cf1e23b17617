'use client'
import {
  cloneElement,
  createElement,
  useCallback,
  version,
  type ComponentPropsWithRef,
  type ForwardedRef,
  type ReactElement,
  type ReactNode,
} from 'react'

/** What a part is in, as its `data-state` says it. */
export interface PartState<State extends string> {
  readonly state: State
}

/**
 * Replaces the element of a part: with another element, which gets the part's props on top of its own, or with what a
 * function of those props and the part's state returns. Handlers, `className`, `style` and `ref` of both are kept; an
 * element's own handler runs first, and `event.preventDefault()` in it keeps the part's from running. Spread all props of
 * the function onto one element: they carry the label, the name and what the part does.
 */
export type Render<Tag extends keyof React.JSX.IntrinsicElements, State extends string> =
  | ReactElement
  | ((props: ComponentPropsWithRef<Tag>, state: PartState<State>) => ReactElement)

/** The props of a part: those of its element, how to replace it, and no children, which are the part's own. */
export type PartProps<
  Tag extends keyof React.JSX.IntrinsicElements,
  State extends string,
  Omitted extends string = never,
> = Omit<React.ComponentPropsWithoutRef<Tag>, 'children' | Omitted> & {
  /** Replaces the element: with another one, or with what a function of its props and the part's state returns. */
  readonly render?: Render<Tag, State> | undefined
}

interface PartElementProps<Element> {
  readonly tag: string
  readonly part: string
  readonly state: string
  readonly partRef: ForwardedRef<Element>
  // A function of narrower props: only the part that passes it on knows which.
  readonly render: ReactElement | ((props: never, state: never) => ReactElement) | undefined
  readonly children?: ReactNode
}

type Props = Readonly<Record<string, unknown>>

/** The one element of a part, with its name and its state, or what the shop replaces it with. */
export function Part<Element>({
  tag,
  part,
  state,
  partRef,
  render,
  ...rest
}: PartElementProps<Element> & Props): ReactElement {
  const own = typeof render === 'object' ? propsOf(render) : {}
  const ownRef = typeof render === 'object' ? refOf(render) : null
  const ref = useCallback(
    (element: Element | null) => {
      for (const one of [partRef, ownRef]) {
        if (typeof one === 'function') one(element)
        else if (one) one.current = element
      }
    },
    [partRef, ownRef],
  )
  const props = { ...rest, ref, 'data-cardfile': part, 'data-state': state }
  if (render === undefined) return createElement(tag, props)
  if (typeof render === 'function') {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each part's `render` is typed by its own element
    return render(props as never, { state } as never)
  }
  return cloneElement(render, mergeProps(own, props))
}

/** Props of a part on top of those of the element that takes its place. */
function mergeProps(own: Props, part: Props): Props {
  const merged: Record<string, unknown> = { ...own, ...part }
  for (const [name, mine] of Object.entries(own)) {
    const its = part[name]
    if (typeof mine === 'function' && typeof its === 'function' && /^on[A-Z]/.test(name)) {
      merged[name] = (event: { readonly defaultPrevented?: boolean }) => {
        Reflect.apply(mine, undefined, [event])
        if (event.defaultPrevented !== true) Reflect.apply(its, undefined, [event])
      }
    } else if (name === 'className') merged[name] = [its, mine].filter(Boolean).join(' ')
    else if (name === 'style') merged[name] = { ...Object(its), ...Object(mine) }
  }
  return merged
}

function propsOf(element: ReactElement): Props {
  return Object(element.props)
}

/** React 19 keeps an element's ref among its props, 18 beside them; each complains when the other place is looked at. */
function refOf(element: ReactElement): ForwardedRef<unknown> {
  return Reflect.get(version.startsWith('18.') ? element : Object(element.props), 'ref') ?? null
}
