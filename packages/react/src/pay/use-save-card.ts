'use client'
import type { Consent } from '@cardfile/contract'
import { usePaymentFlow, type PaymentFlow, type PaymentFlowOptions } from '../state/use-payment-flow.ts'

/** Result of `useSaveCard`: the state of the checkout's payment, and the actions on it. */
export interface SaveCard extends Omit<PaymentFlow, 'payWith' | 'cvcInput'> {
  /**
   * Pays with a new card on the gateway's page, once. Pass the consent the customer agreed to in order to save the card, and
   * the id of a saved card to replace that one.
   */
  readonly pay: (agreedTo: Consent | null, replaces?: string) => void
}

/**
 * Pays a checkout with a new card, typed on the gateway's page. Pass the checkout's `consent` to `pay` only when the customer
 * ticked a box beside its text.
 *
 * @example
 * const { pay, result } = useSaveCard(checkoutId)
 */
export function useSaveCard(checkoutId: string, options: PaymentFlowOptions = {}): SaveCard {
  const { payWith, cvcInput: _, ...flow } = usePaymentFlow(checkoutId, options)
  return {
    ...flow,
    pay: (agreedTo, replaces) =>
      payWith({
        type: 'new-card',
        save:
          agreedTo === null
            ? null
            : {
                consentVersion: agreedTo.version,
                locale: agreedTo.locale,
                ...(replaces !== undefined && { replaces }),
              },
      }),
  }
}
