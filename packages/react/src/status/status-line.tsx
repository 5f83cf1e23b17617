'use client'
import { forwardRef, type ComponentPropsWithoutRef, type Ref } from 'react'

interface StatusLineProps extends ComponentPropsWithoutRef<'div'> {
  readonly report: {
    /** `quiet` is for ears only: the button itself already shows it. */
    readonly tone: 'quiet' | 'busy' | 'good' | 'warning' | 'bad'
    readonly text?: string
    readonly detail?: string | undefined
  }
  readonly outputRef?: Ref<HTMLOutputElement>
}

/** The element of a status, with what can be done about it as children. It is there from the first paint, empty. */
export const StatusLine = forwardRef<HTMLDivElement, StatusLineProps>(function StatusLine(
  { report: { tone, text = '', detail }, outputRef, children, ...rest },
  ref,
) {
  return (
    <div {...rest} ref={ref} data-cardfile="payment-status" data-tone={tone}>
      <output ref={outputRef} tabIndex={-1}>
        {/* A sentence that stands alone is text; one that others follow is their heading. */}
        {detail !== undefined || tone === 'good' ? <strong>{text}</strong> : text} {detail}
      </output>
      {children}
    </div>
  )
})
