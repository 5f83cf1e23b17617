import { Unstyled } from '@storybook/addon-docs/blocks'
import type { ReactElement, ReactNode } from 'react'

/** A section of a docs page in the styles of pages.css instead of Storybook's. */
export function PageSection({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <Unstyled>
      <div className="page">{children}</div>
    </Unstyled>
  )
}
