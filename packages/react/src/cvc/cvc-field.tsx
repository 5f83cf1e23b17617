'use client'
import {
  forwardRef,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type FormEvent,
  type KeyboardEvent,
} from 'react'
import { checkoutEn } from '../messages/en-checkout.ts'
import { Part, type PartProps } from '../primitives/part.tsx'
import { useMessages } from '../provider/use-messages.ts'
import { useCheckoutContext } from '../state/checkout-context.ts'
import { createCvcRef } from './cvc-ref.ts'
import { cvcFault, cvcLength, normalizeCvc } from './cvc.ts'

export type CvcFieldProps = PartProps<'div', 'ready' | 'invalid'>

/**
 * Excludes the field from common session recorders, each by its own marker: PostHog, FullStory, rrweb and tools built on
 * it, Sentry, Amplitude; Datadog, Hotjar, Clarity, OpenReplay, LogRocket, New Relic, Contentsquare.
 */
const unrecorded = {
  className: 'ph-no-capture fs-exclude rr-block rr-ignore sentry-mask amp-mask',
  'data-sentry-mask': '',
  'data-dd-privacy': 'mask',
  'data-hj-suppress': '',
  'data-clarity-mask': 'true',
  'data-openreplay-obscured': '',
  'data-private': '',
  'data-nr-mask': '',
  'data-cs-mask': '',
} as const

/**
 * The CVC of the selected card, masked unless the customer shows it. Renders nothing where the card's rule is `never`. The
 * digits stay in the uncontrolled input until the one press that takes them and empties it.
 */
export const CvcField = forwardRef<HTMLDivElement, CvcFieldProps>(function CvcField({ render, onBlur, ...rest }, ref) {
  const { card, checkout, cvcInput, isOpen, mayPay, notice, payment, state, clearNotice, pay } =
    useCheckoutContext('<CvcField>')
  const { messages, format } = useMessages('checkout', checkoutEn, '<CvcField>')
  const id = useId()
  const attach = useMemo(() => createCvcRef(cvcInput), [cvcInput])
  const [correctedId, setCorrectedId] = useState<string | null>(null)
  const isWrong =
    card !== null &&
    state === 'declined' &&
    payment?.status === 'declined' &&
    payment.id !== correctedId &&
    payment.decline.reason === 'cvc_incorrect' &&
    payment.method.type === 'saved-card' &&
    payment.method.cardId === card.id
  useFocusWhenWrong(isWrong, mayPay, id)
  const { isShown, toggle, mask } = useShownCvc(mayPay, card?.id)
  if (card === null || card.cvc === 'never' || !isOpen) return null

  const { least, most } = cvcLength(card.brand)
  const hint = format(messages.cvcHint, { digits: least === most ? String(most) : `${least}–${most}` })
  const isRefused = notice?.kind === 'cvc_required' || notice?.kind === 'cvc_malformed'
  // The payment's status announces a wrong CVC; the field is only marked, so that it is not announced twice.
  const isInvalid = isRefused || isWrong

  const normalize = (event: FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    // Rewriting the value during an IME composition would lose the typed text.
    if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return
    const digits = normalizeCvc(input.value).slice(0, most)
    if (digits !== input.value) input.value = digits
    if (cvcFault(digits, card.brand, card.cvc) !== null) return
    if (isRefused) clearNotice()
    if (isWrong && digits !== '') setCorrectedId(payment.id)
  }
  const payOnEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return
    // Enter pays here, and must not submit a shop's form around the checkout.
    event.preventDefault()
    if (!event.repeat) pay()
  }
  const maskOnBlur = (event: FocusEvent<HTMLDivElement>) => {
    onBlur?.(event)
    if (!event.currentTarget.contains(event.relatedTarget)) mask()
  }
  return (
    <Part
      {...rest}
      tag="div"
      part="cvc-field"
      state={isInvalid ? 'invalid' : 'ready'}
      partRef={ref}
      render={render}
      onBlur={maskOnBlur}
    >
      <label htmlFor={id}>{card.cvc === 'required' ? messages.cvc : messages.cvcOptional}</label>
      <input
        {...unrecorded}
        // A CVC belongs to one card and one checkout: another gets a new, empty input.
        key={`${checkout?.checkoutId} ${card.id}`}
        id={id}
        ref={attach}
        // Not `password`: a password manager would offer to save it, and the browser to fill one in. The stylesheet masks
        // the digits instead, which keeps card autofill and the numeric keypad.
        type="text"
        data-state={isShown ? 'shown' : 'covered'}
        inputMode="numeric"
        autoComplete="cc-csc"
        autoCorrect="off"
        spellCheck={false}
        readOnly={!mayPay}
        aria-required={card.cvc === 'required'}
        aria-invalid={isInvalid}
        aria-describedby={`${id}-hint`}
        onInput={normalize}
        onKeyDown={payOnEnter}
      />
      <button type="button" data-cardfile="show-cvc" aria-pressed={isShown} aria-controls={id} onClick={toggle}>
        {messages.showCvc}
      </button>
      <p id={`${id}-hint`} aria-live="polite">
        {isRefused ? `${messages.cvcNeeded} ${hint}` : hint}
      </p>
    </Part>
  )
})

/** Whether the digits are shown: masked again on blur, on a press, for another card, and when the page is hidden. */
function useShownCvc(mayPay: boolean, cardId: string | undefined) {
  const [shownFor, setShownFor] = useState<string | null>(null)
  const isShown = mayPay && shownFor !== null && shownFor === cardId
  const isStale = shownFor !== null && !isShown
  if (isStale) setShownFor(null)
  useEffect(() => {
    if (!isShown) return undefined
    const mask = () => setShownFor(null)
    const listening = new AbortController()
    const { signal } = listening
    // A hidden tab, a page that enters bfcache, and one that is restored from it.
    document.addEventListener('visibilitychange', mask, { signal })
    addEventListener('pagehide', mask, { signal })
    addEventListener('pageshow', mask, { signal })
    return () => listening.abort()
  }, [isShown])
  return {
    isShown,
    toggle: () => setShownFor(isShown ? null : (cardId ?? null)),
    mask: () => setShownFor(null),
  }
}

/** Moves the focus back to the input after a press with a wrong CVC, unless it is outside the kit's parts. */
function useFocusWhenWrong(isWrong: boolean, mayPay: boolean, id: string): void {
  const wasPaying = useRef(false)
  useEffect(() => {
    const { activeElement, body } = document
    if (isWrong && wasPaying.current && (activeElement === body || activeElement?.closest('[data-cardfile]'))) {
      document.getElementById(id)?.focus()
    }
    wasPaying.current = !mayPay
  }, [isWrong, mayPay, id])
}
