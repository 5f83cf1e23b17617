'use client'
import { forwardRef, type ReactNode, type Ref } from 'react'
import type { FlowState, NoticeKind } from '../flow/payment-flow.ts'
import { Part, type PartProps } from '../part/part.tsx'

export type PaymentStatusProps = PartProps<'div', FlowState | NoticeKind>

interface StatusLineProps extends PaymentStatusProps {
  readonly state: FlowState | NoticeKind
  readonly report: {
    /** `quiet` is for ears only: the button itself already shows it. */
    readonly tone: 'quiet' | 'busy' | 'good' | 'warning' | 'bad'
    readonly text?: string
    readonly detail?: string | undefined
  }
  readonly outputRef?: Ref<HTMLOutputElement>
  readonly children?: ReactNode
}

/** The element of a status, with what can be done about it as children. It is there from the first paint, empty. */
export const StatusLine = forwardRef<HTMLDivElement, StatusLineProps>(function StatusLine(
  { report: { tone, text = '', detail }, outputRef, children, state, render, ...rest },
  ref,
) {
  return (
    <Part {...rest} tag="div" part="payment-status" state={state} partRef={ref} render={render} data-tone={tone}>
      <output ref={outputRef} tabIndex={-1}>
        {/* A sentence that stands alone is text; one that others follow is their heading. */}
        {detail !== undefined || tone === 'good' ? <strong>{text}</strong> : text} {detail}
      </output>
      {children}
    </Part>
  )
})
