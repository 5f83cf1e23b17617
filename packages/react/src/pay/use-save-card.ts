'use client'
import type { Consent } from '@cardfile/contract'
import { usePaymentFlow, type PaymentFlow, type PaymentFlowOptions } from '../flow/use-payment-flow.ts'

/** What `useSaveCard` answers: the state of the checkout's payment, and what can be done about it. */
export interface SaveCard extends Omit<PaymentFlow, 'press' | 'notify' | 'code'> {
  /**
   * Pays with a new card on the gateway's page, once, and saves it when the consent that was shown and agreed to is given:
   * in the place of a saved card, by id, when the customer chose so.
   */
  readonly pay: (agreedTo: Consent | null, replaces?: string) => void
}

/**
 * Pays a checkout with a new card, typed on the gateway's page. Pass the checkout's `consent` to `pay` only after the
 * customer ticked a box beside its text.
 *
 * @example
 * const { pay, result } = useSaveCard(checkoutId)
 */
export function useSaveCard(checkoutId: string, options: PaymentFlowOptions = {}): SaveCard {
  const { press, notify: _, code: __, ...flow } = usePaymentFlow(checkoutId, options)
  return {
    ...flow,
    pay: (agreedTo, replaces) =>
      press({
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
