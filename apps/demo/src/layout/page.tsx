import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { useLocation } from 'react-router'

/** Which page has been shown last; the first comes with the document, which the browser announces itself. */
let shown: string | undefined

/**
 * One page: its title, its heading, and the focus on the heading after a move inside the shop, where no new document
 * would tell a screen reader that something else is there.
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
