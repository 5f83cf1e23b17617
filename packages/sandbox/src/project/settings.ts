/** Settings for behaviour on which the gateway's documents are silent or contradict each other. */
export interface SandboxSettings {
  /** Appends `order_id` and `project_id` to the return URLs, as four official plugins expect. Default true. */
  readonly appendReturnParameters: boolean
  /** Also sends `transaction_status_changed`. The guide says only `status_changed` is in use. Default true. */
  readonly transactionWebhooks: boolean
  /** Lets the payer retry on the hosted page after a failed attempt, until the order expires. Default true. */
  readonly hostedRetry: boolean
  /** What a payment with an unknown saved card answers: an order in `error` (`order`, default), or 400 (`bad-request`). */
  readonly deadToken: 'order' | 'bad-request'
  /** Body of a 401: the documented shape (`modern`, default), or that of older servers (`werkzeug`). */
  readonly unauthorizedShape: 'modern' | 'werkzeug'
  /** Vault token of a card that is saved again: its existing one (`same`), or a new one (`new`, default). */
  readonly tokenPerCard: 'same' | 'new'
  /** Leaves `transactions` out of listed orders, as a recording of a sibling deployment shows. Default false. */
  readonly listWithoutTransactions: boolean
  /** Allows one capture per authorisation and no void after it, as one processor does. Default false. */
  readonly singleCapture: boolean
  /** Receives the webhooks of orders without a `webhook_url`. Default null: they are not sent. */
  readonly projectWebhookUrl: string | null
}

/** The default of every setting. */
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
