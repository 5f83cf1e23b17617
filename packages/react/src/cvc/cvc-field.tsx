'use client'
import { forwardRef, useEffect, useId, useMemo, useRef, type FormEvent, type KeyboardEvent } from 'react'
import { useCheckoutContext } from '../checkout/checkout-context.ts'
import { checkoutEn } from '../messages/en-checkout.ts'
import { Part, type PartProps } from '../part/part.tsx'
import { useWords } from '../provider/use-words.ts'
import { codeRef } from './code-field.ts'
import { cvcFault, cvcLength, normalizeCvc } from './cvc.ts'

export type CvcFieldProps = PartProps<'div', 'ready' | 'invalid'>

/** Tells the session recorders in common use to leave the field alone, each in its own way. */
const unrecorded = {
  className: 'ph-no-capture fs-exclude rr-block sentry-mask',
  'data-sentry-mask': '',
  'data-dd-privacy': 'mask',
  'data-hj-suppress': '',
  'data-clarity-mask': 'true',
  'data-openreplay-obscured': '',
  'data-private': '',
} as const

/**
 * The security code of the selected card. Renders nothing where the shop asks for none. The digits stay in the input,
 * which React does not control, until the one press that takes them; then it is empty.
 */
export const CvcField = forwardRef<HTMLDivElement, CvcFieldProps>(function CvcField({ render, ...rest }, ref) {
  const { card, checkout, code, isOpen, mayPay, notice, payment, state, correct, pay } =
    useCheckoutContext('<CvcField>')
  const { words, say } = useWords('checkout', checkoutEn, '<CvcField>')
  const id = useId()
  const attach = useMemo(() => codeRef(code), [code])
  const isWrong =
    card !== null &&
    state === 'declined' &&
    payment?.status === 'declined' &&
    payment.decline.reason === 'cvc_incorrect' &&
    payment.method.type === 'saved-card' &&
    payment.method.cardId === card.id
  useFocusWhenWrong(isWrong, mayPay, id)
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
    if (isNoticed && cvcFault(digits, card.brand, card.cvc) === null) correct()
  }
  const payOnEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return
    // A form of the shop's around the checkout is not what Enter means here.
    event.preventDefault()
    if (!event.repeat) pay()
  }
  return (
    <Part {...rest} tag="div" part="cvc-field" state={isInvalid ? 'invalid' : 'ready'} partRef={ref} render={render}>
      <label htmlFor={id}>{card.cvc === 'required' ? words.code : words.codeOptional}</label>
      <input
        {...unrecorded}
        // A code belongs to one card and one purchase: another gets another input.
        key={`${checkout?.checkoutId} ${card.id}`}
        id={id}
        ref={attach}
        type="text"
        inputMode="numeric"
        autoComplete="cc-csc"
        spellCheck={false}
        readOnly={!mayPay}
        aria-required={card.cvc === 'required'}
        aria-invalid={isInvalid}
        aria-describedby={`${id}-hint`}
        onInput={tidy}
        onKeyDown={payOnEnter}
      />
      <p id={`${id}-hint`} aria-live="polite">
        {isNoticed ? `${words.codeNeeded} ${hint}` : hint}
      </p>
    </Part>
  )
})

/** After a press with a wrong code the next thing to do is to type it again: unless the customer has gone elsewhere. */
function useFocusWhenWrong(isWrong: boolean, mayPay: boolean, id: string): void {
  const wasPaying = useRef(false)
  useEffect(() => {
    const { activeElement, body } = document
    if (isWrong && wasPaying.current && (activeElement === body || activeElement?.closest('[data-cardfile]')))
      document.getElementById(id)?.focus()
    wasPaying.current = !mayPay
  }, [isWrong, mayPay, id])
}
