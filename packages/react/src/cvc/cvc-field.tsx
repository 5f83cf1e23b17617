'use client'
import { forwardRef, useId, type ComponentPropsWithoutRef, type FormEvent, type KeyboardEvent } from 'react'
import { useCheckoutContext } from '../checkout/checkout-context.ts'
import { checkoutEn } from '../messages/en.ts'
import type { CheckoutMessages } from '../messages/messages.ts'
import { useWords } from '../provider/use-words.ts'
import { cvcFault, cvcLength, normalizeCvc } from './cvc.ts'

export type CvcFieldProps = Omit<ComponentPropsWithoutRef<'div'>, 'children'>

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
export const CvcField = forwardRef<HTMLDivElement, CvcFieldProps>(function CvcField(props, ref) {
  const { card, checkout, cvc, isOpen, mayPay, notice, payment, state, correct, pay } = useCheckoutContext('<CvcField>')
  const { words, say } = useWords('checkout', checkoutEn, '<CvcField>')
  const id = useId()
  if (card === null || card.cvc === 'never' || !isOpen) return null

  const hint = hintOf(card.brand, words)
  const isWrong =
    state === 'declined' &&
    payment?.status === 'declined' &&
    payment.decline.reason === 'cvc_incorrect' &&
    payment.method.type === 'saved-card' &&
    payment.method.cardId === card.id
  const isNoticed = notice?.kind === 'cvc_required' || notice?.kind === 'cvc_malformed'
  const error = isNoticed ? say(words[notice.kind], { hint }) : isWrong ? words.cvcWrong : null

  const tidy = (event: FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    // Rewriting the text while an input method composes it would lose what is being typed.
    if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return
    const code = normalizeCvc(input.value).slice(0, cvcLength(card.brand).most)
    if (code !== input.value) input.value = code
    if (isNoticed && cvcFault(code, card.brand, card.cvc) === null) correct()
  }
  const payOnEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return
    // A form of the shop's around the checkout is not what Enter means here.
    event.preventDefault()
    if (!event.repeat) pay()
  }
  return (
    <div {...props} ref={ref} data-cardfile="cvc-field" data-state={error === null ? 'ready' : 'invalid'}>
      <label htmlFor={id}>{card.cvc === 'required' ? words.securityCode : words.securityCodeOptional}</label>
      <input
        {...unrecorded}
        // A code belongs to one card and one purchase: another gets another input.
        key={`${checkout?.checkoutId} ${card.id}`}
        id={id}
        ref={cvc.ref}
        type="text"
        inputMode="numeric"
        autoComplete="cc-csc"
        spellCheck={false}
        readOnly={!mayPay}
        aria-required={card.cvc === 'required'}
        aria-invalid={error !== null}
        aria-describedby={`${id}-hint`}
        onInput={tidy}
        onKeyDown={payOnEnter}
      />
      <p id={`${id}-hint`} aria-live="polite">
        {error ?? hint}
      </p>
    </div>
  )
})

function hintOf(brand: string | null, words: CheckoutMessages): string {
  const { least, most } = cvcLength(brand)
  if (least !== most) return words.cvcSomewhere
  return most === 4 ? words.cvcOnFront : words.cvcOnBack
}
