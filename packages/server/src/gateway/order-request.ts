import type { Money } from '@cardfile/contract'
import type { Secret } from '../secrets/secret.ts'

/** The order that one payment asks the gateway to create. */
export interface OrderRequest {
  readonly ref: string
  readonly amount: Money
  readonly description: string
  readonly checkoutId: string
  readonly customerId: string
  /** Where the gateway sends the browser, whatever the outcome. */
  readonly returnUrl: string
  readonly webhookUrl: string
  /** ISO 8601 duration: how long the customer may take. */
  readonly expiry: string
  readonly method:
    | { readonly kind: 'hosted'; readonly saves: boolean }
    | { readonly kind: 'one_click'; readonly vaultToken: Secret; readonly cvc: Secret | undefined }
}
