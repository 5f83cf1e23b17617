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
import { useCheckoutContext } from '../checkout/checkout-context.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { Part, type PartProps } from '../part/part.tsx'
import { useWords } from '../provider/use-words.ts'
import { codeRef } from './code-field.ts'
import { cvcFault, cvcLength, normalizeCvc } from './cvc.ts'

export type CvcFieldProps = PartProps<'div', 'ready' | 'invalid'>

/**
 * Tells the session recorders in common use to leave the field alone, each in its own way: PostHog, FullStory, rrweb and
 * what is built on it, Sentry, Amplitude; Datadog, Hotjar, Clarity, OpenReplay, LogRocket, New Relic, Contentsquare.
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
 * The security code of the selected card, covered unless the customer shows it. Renders nothing where the shop asks for
 * none. The digits stay in the input, which React does not control, until the one press that takes them; then it is empty.
 */
export const CvcField = forwardRef<HTMLDivElement, CvcFieldProps>(function CvcField({ render, onBlur, ...rest }, ref) {
  const { card, checkout, code, isOpen, mayPay, notice, payment, state, correct, pay } =
    useCheckoutContext('<CvcField>')
  const { words, say } = useWords('checkout', checkoutEn, '<CvcField>')
  const id = useId()
  const attach = useMemo(() => codeRef(code), [code])
  const [mended, mend] = useState<string | null>(null)
  const isWrong =
    card !== null &&
    state === 'declined' &&
    payment?.status === 'declined' &&
    payment.id !== mended &&
    payment.decline.reason === 'cvc_incorrect' &&
    payment.method.type === 'saved-card' &&
    payment.method.cardId === card.id
  useFocusWhenWrong(isWrong, mayPay, id)
  const { isShown, show, cover } = useShownCode(mayPay, card?.id)
  if (card === null || card.cvc === 'never' || !isOpen) return null

  const { least, most } = cvcLength(card.brand)
  const hint = say(words.codeHint, { digits: least === most ? String(most) : `${least}–${most}` })
  const isNoticed = notice?.kind === 'cvc_required' || notice?.kind === 'cvc_malformed'
  // A wrong code is told by the payment's status, once; the field is only marked.
  const isInvalid = isNoticed || isWrong

  const tidy = (event: FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    // Rewriting the text while an input method composes it would lose what is being typed.
    if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return
    const digits = normalizeCvc(input.value).slice(0, most)
    if (digits !== input.value) input.value = digits
    if (cvcFault(digits, card.brand, card.cvc) !== null) return
    if (isNoticed) correct()
    if (isWrong && digits !== '') mend(payment.id)
  }
  const payOnEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return
    // A form of the shop's around the checkout is not what Enter means here.
    event.preventDefault()
    if (!event.repeat) pay()
  }
  const coverWhenLeft = (event: FocusEvent<HTMLDivElement>) => {
    onBlur?.(event)
    if (!event.currentTarget.contains(event.relatedTarget)) cover()
  }
  return (
    <Part
      {...rest}
      tag="div"
      part="cvc-field"
      state={isInvalid ? 'invalid' : 'ready'}
      partRef={ref}
      render={render}
      onBlur={coverWhenLeft}
    >
      <label htmlFor={id}>{card.cvc === 'required' ? words.code : words.codeOptional}</label>
      <input
        {...unrecorded}
        // A code belongs to one card and one purchase: another gets another input.
        key={`${checkout?.checkoutId} ${card.id}`}
        id={id}
        ref={attach}
        // Not a password, although it is covered like one: a password manager would offer to keep it, and a browser to
        // fill a password in. The stylesheet covers the digits, which leaves the autofill of cards and the keypad alone.
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
        onInput={tidy}
        onKeyDown={payOnEnter}
      />
      <button type="button" data-cardfile="show-code" aria-pressed={isShown} aria-controls={id} onClick={show}>
        {words.showCode}
      </button>
      <p id={`${id}-hint`} aria-live="polite">
        {isNoticed ? `${words.codeNeeded} ${hint}` : hint}
      </p>
    </Part>
  )
})

/** Whether the digits are shown: never longer than the customer looks at them, nor with a press, nor for another card. */
function useShownCode(mayPay: boolean, cardId: string | undefined) {
  const [shownFor, setShownFor] = useState<string | null>(null)
  const isShown = mayPay && shownFor !== null && shownFor === cardId
  const wasLost = shownFor !== null && !isShown
  if (wasLost) setShownFor(null)
  useEffect(() => {
    if (!isShown) return undefined
    const cover = () => setShownFor(null)
    // A page nobody looks at, one that goes into the browser's memory, and one that comes back out of it.
    const signs = ['visibilitychange', 'pagehide', 'pageshow'] as const
    for (const sign of signs) (sign === 'visibilitychange' ? document : globalThis).addEventListener(sign, cover)
    return () => {
      for (const sign of signs) (sign === 'visibilitychange' ? document : globalThis).removeEventListener(sign, cover)
    }
  }, [isShown])
  return {
    isShown,
    show: () => setShownFor(isShown ? null : (cardId ?? null)),
    cover: () => setShownFor(null),
  }
}

/** After a press with a wrong code the next thing to do is to type it again: unless the customer has gone elsewhere. */
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
