'use client'
import { forwardRef, useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { useCheckoutContext, type CheckoutContextValue } from '../checkout/checkout-context.ts'
import { useWhenIdle } from '../flow/use-when-idle.ts'
import { buttonEn } from '../messages/en-button.ts'
import { commonEn } from '../messages/en-common.ts'
import { useCardfile } from '../provider/cardfile-context.ts'
import { useWords } from '../provider/use-words.ts'
import { troubleOf } from './load-trouble.ts'
import { StatusLine, type PaymentStatusProps, type StatusLineProps } from './status-line.tsx'

const waitsLongAfterMs = 60_000

// What is said once there is something to say comes when the page is painted, or as soon as there is.
const importWords = () => import('./next-steps.tsx')
type Words = Awaited<ReturnType<typeof importWords>>
let loaded: Words | undefined

/**
 * Says what became of the payment in plain words and offers the next step. Keep it mounted from the start, with the
 * other parts: a live region that arrives together with its text is not announced.
 */
export const PaymentStatus = forwardRef<HTMLDivElement, PaymentStatusProps>(function PaymentStatus(props, ref) {
  return <StatusLine {...props} ref={ref} {...useStatus(useCheckoutContext('<PaymentStatus>'))} />
})

/** What the status line of a checkout shows. */
export function useStatus(flow: CheckoutContextValue): StatusLineProps {
  const { messages } = useCardfile('<PaymentStatus>')
  const { words: buttons, say, money } = useWords('button', buttonEn, '<PaymentStatus>')
  const { words: common } = useWords('common', commonEn, '<PaymentStatus>')
  const { checkout, state, notice, result } = flow
  const said = useRef<HTMLOutputElement>(null)
  const waitsLong = useHasLasted(state === 'confirming', waitsLongAfterMs)
  const hasNews = checkout !== null && (state !== 'ready' || notice !== null)
  const words = useStatusWords(hasNews, result.status === 'loading')

  const trouble = troubleOf(flow, { ...buttons, ...common }, hasNews && words === 'missing')
  const report =
    trouble === null && typeof words === 'object' ? words.describe(flow, waitsLong, messages, say, money) : null
  return {
    report: report ?? { tone: trouble === null ? 'quiet' : 'bad', ...trouble },
    outputRef: said,
    state: notice?.kind ?? state,
    retry: trouble?.retry,
    children: (
      <>
        <FocusKeeper state={checkout === null ? result.status : state} output={said} />
        {typeof words === 'object' &&
          report?.nextSteps.map((step) => <words.NextStepButton key={step} step={step} flow={flow} />)}
      </>
    ),
  }
}

function useStatusWords(isUrgent: boolean, isLoading: boolean): Words | 'missing' | undefined {
  const [words, setWords] = useState<Words | 'missing' | undefined>(loaded)
  const load = useCallback(
    () =>
      importWords().then(
        (found) => setWords((loaded = found)),
        () => setWords('missing'),
      ),
    [],
  )
  useWhenIdle(load, isLoading)
  useEffect(() => {
    if (isUrgent) void load()
  }, [isUrgent, load])
  return words
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

interface FocusKeeperProps {
  readonly state: string
  readonly output: RefObject<HTMLElement | null>
}

/**
 * A press may end with its own button gone. The focus then goes to what is said about it, rather than to the top of the
 * page; wherever else it is, it stays. A component, so that it looks once the button beside it has gone.
 */
function FocusKeeper({ state, output }: FocusKeeperProps): null {
  const before = useRef(state)
  useEffect(() => {
    const hasEnded = underWay.includes(before.current) && !underWay.includes(state)
    before.current = state
    // Giving a payment up takes its button away at once.
    const mayBeLost = hasEnded || state === 'cancelling'
    // A closed dialog holds on to the focus until the next frame.
    const isLost = document.activeElement?.matches('body, dialog:not([open]) *')
    if (mayBeLost && isLost) output.current?.focus()
  }, [state, output])
  return null
}
