import { ADVICE_FOR, DECLINE_ADVICE, DECLINE_REASONS } from '@cardfile/contract'
import type { Messages } from '@cardfile/react'
import { sentenceOf } from './sentence.ts'

/**
 * Whether a story that is open shows what it says it shows. Reads the same marks that a shop's stylesheet reads, and the
 * sentences a customer reads. What nobody can read off a page (a sentence of the list) is the business of the story's own
 * play function.
 */
export function isShown(state: string, messages: Messages, refusals: ReadonlySet<string>): boolean {
  const [kind = '', name = ''] = state.split(':')
  const has = (selector: string) => document.querySelector(selector) !== null
  const says = (sentence: string) =>
    [...document.querySelectorAll('output')].some(({ textContent }) => textContent.includes(sentence))
  switch (kind) {
    case 'state':
    case 'notice':
      return has(`[data-cardfile='payment-status'][data-state='${name}']`)
    case 'reason': {
      const reason = DECLINE_REASONS.find((known) => known === name) ?? 'processing_error'
      return says(sentenceOf(messages, { state: 'declined', decline: { reason, advice: ADVICE_FOR[reason] } }).text)
    }
    case 'advice': {
      const advice = DECLINE_ADVICE.find((known) => known === name) ?? 'try_again'
      const { detail, offers } = sentenceOf(messages, {
        state: 'declined',
        decline: { reason: 'processing_error', advice },
      })
      const buttons = [...document.querySelectorAll("[data-cardfile='next-step']")].map(
        ({ textContent }) => textContent,
      )
      return says(detail) && offers.every((offer) => buttons.includes(offer))
    }
    case 'card':
      return has(`:is([data-cardfile='choice'], [data-cardfile='saved-card'])[data-state='${name}']`)
    case 'cvc': {
      const label = document.querySelector("[data-cardfile='cvc-field'] > label")?.textContent ?? ''
      if (name === 'never') return label === '' && has("[data-cardfile='choice'] :checked")
      return label === (name === 'required' ? messages.checkout.code : messages.checkout.codeOptional)
    }
    case 'problem':
      return refusals.has(name)
    default:
      return true
  }
}
