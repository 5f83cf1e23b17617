/** Switches for what the gateway's documents leave open or contradict each other on. */
export interface SandboxSettings {
  /** Appends `order_id` and `project_id` to `return_url` and `failure_url`, as four official plugins expect. Default true. */
  readonly appendReturnParameters: boolean
  /** Sends `transaction_status_changed` beside `status_changed`; the guide says only the latter is in use. Default true. */
  readonly transactionWebhooks: boolean
  /** Lets the payer try again on the hosted page after a failed attempt, until the order expires. Default true. */
  readonly hostedRetry: boolean
  /** A saved card that does not exist: an order in `error` (`order`, default), or HTTP 400 (`bad-request`). */
  readonly deadToken: 'order' | 'bad-request'
  /** Body of a 401: the documented error shape (`modern`, default), or that of older servers (`werkzeug`). */
  readonly unauthorizedShape: 'modern' | 'werkzeug'
  /** Saving a card again answers its existing token (`same`), or a new one (`new`, default). */
  readonly tokenPerCard: 'same' | 'new'
  /** Leaves `transactions` out of listed orders, as one recording of a sibling deployment shows. Default false. */
  readonly listWithoutTransactions: boolean
  /** One capture for each authorisation and no void after it, as one processor demands. Default false. */
  readonly singleCapture: boolean
  /** Where webhooks go when an order names no `webhook_url`. Default null: nowhere. */
  readonly projectWebhookUrl: string | null
}

/** The switches as they stand when nobody touched them. */
export const DEFAULT_SETTINGS: SandboxSettings = {
  appendReturnParameters: true,
  transactionWebhooks: true,
  hostedRetry: true,
  deadToken: 'order',
  unauthorizedShape: 'modern',
  tokenPerCard: 'new',
  listWithoutTransactions: false,
  singleCapture: false,
  projectWebhookUrl: null,
}
