import { Unstyled } from '@storybook/addon-docs/blocks'
import type { ReactElement, ReactNode } from 'react'

/** A piece of a documentation page with this folder's own styles instead of Storybook's. */
export function Page({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <Unstyled>
      <div className="page">{children}</div>
    </Unstyled>
  )
}
