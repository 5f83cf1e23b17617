import { ADVICE_FOR, DECLINE_ADVICE, DECLINE_REASONS } from '@cardfile/contract'
import type { Messages } from '@cardfile/react'
import { messageFor } from './customer-message.ts'

/**
 * Whether the open story shows a state that it claims to show. Checks the attributes that a shop's stylesheet can select, and
 * the messages that a customer reads. A `case:` cannot be checked this way: the story's own play function covers it.
 */
export function isShown(state: string, messages: Messages, problems: ReadonlySet<string>): boolean {
  const [kind = '', name = ''] = state.split(':')
  const has = (selector: string) => document.querySelector(selector) !== null
  const statusIncludes = (text: string) =>
    [...document.querySelectorAll('output')].some(({ textContent }) => textContent.includes(text))
  switch (kind) {
    case 'state':
    case 'notice':
      return has(`[data-cardfile='payment-status'][data-state='${name}']`)
    case 'reason': {
      const reason = DECLINE_REASONS.find((known) => known === name) ?? 'processing_error'
      const decline = { reason, advice: ADVICE_FOR[reason] }
      return statusIncludes(messageFor(messages, { state: 'declined', decline }).text)
    }
    case 'advice': {
      const advice = DECLINE_ADVICE.find((known) => known === name) ?? 'try_again'
      const decline = { reason: 'processing_error', advice } as const
      const { detail, actions } = messageFor(messages, { state: 'declined', decline })
      const buttons = [...document.querySelectorAll("[data-cardfile='next-step']")].map(
        ({ textContent }) => textContent,
      )
      return statusIncludes(detail) && actions.every((action) => buttons.includes(action))
    }
    case 'card':
      return has(`:is([data-cardfile='choice'], [data-cardfile='saved-card'])[data-state='${name}']`)
    case 'cvc': {
      const label = document.querySelector("[data-cardfile='cvc-field'] > label")?.textContent ?? ''
      if (name === 'never') return label === '' && has("[data-cardfile='choice'] :checked")
      return label === (name === 'required' ? messages.checkout.cvc : messages.checkout.cvcOptional)
    }
    case 'problem':
      return problems.has(name)
    default:
      return true
  }
}
