'use client'
import { forwardRef, useEffect, useRef, useState, type RefObject } from 'react'
import type { NoticeKind } from '../flow/flow-step.ts'
import type { FlowState } from '../flow/flow-view.ts'
import { buttonEn } from '../messages/en-button.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { commonEn } from '../messages/en-common.ts'
import { statusEn } from '../messages/en-status.ts'
import { Part, type PartProps } from '../primitives/part.tsx'
import { useMessages } from '../provider/use-messages.ts'
import { useCheckoutContext } from '../state/checkout-context.ts'
import { toLoadError } from './load-error.ts'
import { reportOf } from './payment-report.ts'
import { RecoveryActions } from './recovery-actions.tsx'

export type PaymentStatusProps = PartProps<'div', FlowState | NoticeKind>

const confirmingLongAfterMs = 60_000

/**
 * States the outcome of the payment in plain language, and offers a recovery action. Mount it with the other parts: a live
 * region that arrives together with its text is not announced.
 */
export const PaymentStatus = forwardRef<HTMLDivElement, PaymentStatusProps>(function PaymentStatus(props, ref) {
  const part = '<PaymentStatus>'
  const context = useCheckoutContext(part)
  const { messages: choices } = useMessages('checkout', checkoutEn, part)
  const { messages: buttonMessages, format, money } = useMessages('button', buttonEn, part)
  const { messages: commonMessages } = useMessages('common', commonEn, part)
  const { messages: statusMessages } = useMessages('status', statusEn, part)
  const { checkout, payment, card, state, notice, result } = context
  const output = useRef<HTMLOutputElement>(null)
  const waitsLong = useHasLasted(state === 'confirming', confirmingLongAfterMs)

  const messages = { ...buttonMessages, ...commonMessages, ...statusMessages }
  const loadError = toLoadError(result, messages)
  const report =
    loadError === null && checkout !== null
      ? reportOf({ state, notice, checkout, payment, hasCard: card !== null, waitsLong }, messages, format, money)
      : null
  const { tone, text, detail } = report ?? {
    tone: loadError === null ? 'quiet' : 'bad',
    text: loadError?.text,
    detail: '',
  }
  return (
    <Part {...props} tag="div" part="payment-status" state={notice?.kind ?? state} partRef={ref} data-tone={tone}>
      <output ref={output} tabIndex={-1}>
        {/* A single sentence is text; the first of several is a heading. */}
        {detail || tone === 'good' ? <strong>{text}</strong> : text} {detail}
      </output>
      {loadError !== null && (
        <button type="button" data-cardfile="next-step" onClick={loadError.retry}>
          {messages.tryAgain}
        </button>
      )}
      <FocusKeeper state={checkout === null ? result.status : state} output={output} />
      {report !== null && (
        <RecoveryActions actions={report.actions} checkout={context} messages={{ ...messages, ...choices }} />
      )}
    </Part>
  )
})

/** Whether a condition has held for a while. */
function useHasLasted(holds: boolean, afterMs: number): boolean {
  const [hasLasted, setHasLasted] = useState(false)
  useEffect(() => {
    if (!holds) return undefined
    const timer = setTimeout(() => setHasLasted(true), afterMs)
    return () => {
      clearTimeout(timer)
      setHasLasted(false)
    }
  }, [holds, afterMs])
  return hasLasted
}

const inProgress: readonly string[] = ['paying', 'polling', 'leaving', 'cancelling', 'unavailable']

interface FocusKeeperProps {
  readonly state: string
  readonly output: RefObject<HTMLElement | null>
}

/**
 * Moves the focus to the status text when a press ends with its own button unmounted, which would otherwise send it to the
 * top of the page. Focus that is elsewhere stays. A component, so that its effect runs after the button unmounts.
 */
function FocusKeeper({ state, output }: FocusKeeperProps): null {
  const previous = useRef(state)
  useEffect(() => {
    const hasEnded = inProgress.includes(previous.current) && !inProgress.includes(state)
    previous.current = state
    // Cancelling unmounts its button at once.
    const mayBeLost = hasEnded || state === 'cancelling'
    // A closed dialog keeps the focus until the next frame.
    const isLost = document.activeElement?.matches('body, dialog:not([open]) *')
    if (mayBeLost && isLost) output.current?.focus()
  }, [state, output])
  return null
}
