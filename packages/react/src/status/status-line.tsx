'use client'
import { forwardRef, type ReactNode, type Ref } from 'react'
import type { FlowState, NoticeKind } from '../flow/payment-flow.ts'
import { buttonEn } from '../messages/en-button.ts'
import { Part, type PartProps } from '../part/part.tsx'
import { useWords } from '../provider/use-words.ts'

export type PaymentStatusProps = PartProps<'div', FlowState | NoticeKind>

/** What a status line shows, besides what the shop sets on it. */
export interface StatusLineProps {
  readonly state: FlowState | NoticeKind
  readonly report: {
    /** `quiet` is for ears only: the button itself already shows it. */
    readonly tone: 'quiet' | 'busy' | 'good' | 'warning' | 'bad'
    readonly text?: string
    readonly detail?: string | undefined
  }
  readonly outputRef?: Ref<HTMLOutputElement>
  /** What "Try again" does, where that is all there is to do. */
  readonly retry?: (() => void) | undefined
  readonly children?: ReactNode
}

/** The element of a status, with what can be done about it as children. It is there from the first paint, empty. */
export const StatusLine = forwardRef<HTMLDivElement, PaymentStatusProps & StatusLineProps>(function StatusLine(
  { report: { tone, text = '', detail }, outputRef, retry, children, state, ...rest },
  ref,
) {
  const { words } = useWords('button', buttonEn, '<PaymentStatus>')
  return (
    <Part {...rest} tag="div" part="payment-status" state={state} partRef={ref} data-tone={tone}>
      <output ref={outputRef} tabIndex={-1}>
        {/* A sentence that stands alone is text; one that others follow is their heading. */}
        {detail || tone === 'good' ? <strong>{text}</strong> : text} {detail}
      </output>
      {retry && (
        <button type="button" data-cardfile="next-step" onClick={retry}>
          {words.tryAgain}
        </button>
      )}
      {children}
    </Part>
  )
})
