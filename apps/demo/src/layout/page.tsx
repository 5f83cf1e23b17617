import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { useLocation } from 'react-router'

/** The page shown last. The browser itself announces the first, which comes with the document. */
let shown: string | undefined

/**
 * One page: title and heading. After a client-side navigation it focuses the heading, because no new document tells a screen
 * reader that the page has changed.
 */
export function Page({
  title,
  className,
  children,
}: {
  title: string
  className?: string
  children: ReactNode
}): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null)
  const { key } = useLocation()
  useEffect(() => {
    const page = `${key} ${title}`
    if (shown !== undefined && shown !== page) heading.current?.focus()
    shown = page
  }, [key, title])
  return (
    <main id="content" className={className}>
      <title>{`${title} · Kettle & Crumb`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  )
}
