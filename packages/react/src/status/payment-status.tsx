'use client'
import { forwardRef, useEffect, useRef, useState, type MouseEvent } from 'react'
import { newCard } from '../checkout/selection.ts'
import { useCheckoutContext, type CheckoutContextValue } from '../checkout/checkout-context.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { commonEn } from '../messages/en-button.ts'
import { statusEn } from '../messages/en-status.ts'
import { useWords } from '../provider/use-words.ts'
import { troubleOf } from './load-trouble.ts'
import { reportOf, type NextStep, type ReportWords } from './payment-report.ts'
import { StatusLine, type PaymentStatusProps } from './status-line.tsx'

const waitsLongAfterMs = 60_000

/**
 * Says what became of the payment in plain words and offers the next step. Keep it mounted from the start, with the
 * other parts: a live region that arrives together with its text is not announced.
 */
export const PaymentStatus = forwardRef<HTMLDivElement, PaymentStatusProps>(function PaymentStatus(props, ref) {
  const flow = useCheckoutContext('<PaymentStatus>')
  const { words: ofStatus, say, money } = useWords('status', statusEn, '<PaymentStatus>')
  const { words: common } = useWords('common', commonEn, '<PaymentStatus>')
  const words = { ...common, ...ofStatus }
  const { checkout, payment, card, state, notice, result } = flow
  const said = useFocusKept<HTMLOutputElement>(checkout === null ? result.status : state)
  const waitsLong = useHasLasted(state === 'confirming', waitsLongAfterMs)

  const trouble = troubleOf(flow, common)
  const report =
    checkout === null || trouble !== null
      ? { tone: trouble === null ? ('quiet' as const) : ('bad' as const), ...trouble, nextSteps: [] }
      : reportOf({ state, notice, checkout, payment, hasCard: card !== null, waitsLong }, words, say, money)
  return (
    <StatusLine {...props} ref={ref} report={report} outputRef={said} state={notice?.kind ?? state}>
      {trouble !== null && (
        <button type="button" data-cardfile="next-step" onClick={trouble.retry}>
          {words.tryAgain}
        </button>
      )}
      {report.nextSteps.map((step) => (
        <NextStepButton key={step} step={step} flow={flow} words={words} />
      ))}
    </StatusLine>
  )
})

function NextStepButton(props: { step: NextStep; flow: CheckoutContextValue; words: ReportWords }) {
  const { flow, step, words } = props
  const { words: choices } = useWords('checkout', checkoutEn, '<PaymentStatus>')
  const take = (event: MouseEvent<HTMLButtonElement>) => {
    switch (step) {
      case 'continue':
        return flow.proceed()
      case 'another-way':
        return flow.cancel()
      case 'another-card':
        flow.select(newCard)
        return focusNewCard(event.currentTarget)
      case 'payment-page':
        return flow.press({ type: 'new-card', save: null })
      default:
        return step satisfies never
    }
  }
  return (
    <button type="button" data-cardfile="next-step" data-state={step} onClick={take}>
      {
        {
          continue: words.toPaymentPage,
          'another-way': words.cancel,
          'another-card': choices.anotherCard,
          'payment-page': words.toPaymentPage,
        }[step]
      }
    </button>
  )
}

/** The button that was pressed is about to go. The focus goes to the choice it made, or else to what is said about it. */
function focusNewCard(button: HTMLElement): void {
  const checkout = button.closest('dialog, [data-cardfile="checkout"], [data-cardfile="one-click"]')
  const choice = checkout?.querySelector<HTMLElement>('[data-state="new-card"] > input, output')
  choice?.focus()
}

/** Whether something has been so for a while. */
function useHasLasted(isSo: boolean, afterMs: number): boolean {
  const [hasLasted, setHasLasted] = useState(false)
  useEffect(() => {
    if (!isSo) return undefined
    const timer = setTimeout(() => setHasLasted(true), afterMs)
    return () => {
      clearTimeout(timer)
      setHasLasted(false)
    }
  }, [isSo, afterMs])
  return hasLasted
}

const underWay: readonly string[] = ['paying', 'looking', 'leaving', 'cancelling', 'unavailable']

/**
 * A press may end with its own button gone. The focus then goes to what is said about it, rather than to the top of the
 * page; wherever else it is, it stays.
 */
function useFocusKept<Element extends HTMLElement>(state: string) {
  const element = useRef<Element>(null)
  const before = useRef(state)
  useEffect(() => {
    const hasEnded = underWay.includes(before.current) && !underWay.includes(state)
    before.current = state
    // Giving a payment up takes its button away at once.
    const mayBeLost = hasEnded || state === 'cancelling'
    // A closed dialog holds on to the focus until the next frame.
    const isLost = document.activeElement?.matches('body, dialog:not([open]) *')
    if (mayBeLost && isLost) element.current?.focus()
  }, [state])
  return element
}
