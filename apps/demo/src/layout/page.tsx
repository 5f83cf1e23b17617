import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { useLocation } from 'react-router'

/** The first page comes with the document, which the browser announces itself. */
let isFirstPage = true

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
    if (!isFirstPage) heading.current?.focus()
    isFirstPage = false
  }, [key])
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
