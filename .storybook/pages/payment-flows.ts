/** The lanes of the sequence diagrams, from the customer to the gateway. */
export const LANES = {
  customer: 'Customer',
  kit: 'Shop’s page',
  backend: 'Shop’s backend',
  gateway: 'Gateway',
} as const
export type Lane = keyof typeof LANES

/** A step of a sequence diagram: a message from one lane to another, or an action in one lane. */
export interface Step {
  readonly from: Lane
  readonly to?: Lane
  readonly text: string
  /** The request or the field that carries it. */
  readonly wire?: string
}

/** The first payment: the customer enters the card at the gateway, and the gateway stores it. */
export const saveCard: readonly Step[] = [
  { from: 'customer', to: 'kit', text: 'Ticks “save this card” and presses Pay.' },
  {
    from: 'kit',
    to: 'backend',
    text: 'Sends the checkout, the quote on the button, and the version of the consent text.',
    wire: 'POST /payments { method: "new-card", save }',
  },
  { from: 'backend', text: 'Records the payment and the consent before anything is sent.' },
  {
    from: 'backend',
    to: 'gateway',
    text: 'Creates an order and requests a vault token for the card.',
    wire: 'one_click_type: "first"',
  },
  {
    from: 'gateway',
    to: 'kit',
    text: 'Returns, through the backend, the address for the browser.',
    wire: 'redirectUrl',
  },
  { from: 'customer', to: 'gateway', text: 'Enters the card on the hosted payment page. The shop never sees it.' },
  { from: 'gateway', to: 'backend', text: 'Hints that the order has changed: a webhook, and the customer’s return.' },
  {
    from: 'backend',
    to: 'gateway',
    text: 'Polls the order. Only an order it fetched itself, with the right amount and reference, counts as paid.',
    wire: 'GET order',
  },
  { from: 'backend', text: 'Encrypts and stores the vault token for this customer. It never reaches a browser.' },
  { from: 'backend', to: 'customer', text: '“Paid. Your card is saved.”' },
]

/** Every later payment: one press. */
export const payWithSavedCard: readonly Step[] = [
  { from: 'customer', to: 'kit', text: 'Presses Pay. That is all.' },
  {
    from: 'kit',
    to: 'backend',
    text: 'Sends the checkout, the quote on the button, and the saved card. Sent once, never repeated.',
    wire: 'POST /payments { method: "saved-card", cardId, cvc? }',
  },
  { from: 'backend', text: 'Records the payment. From here on, no other press can charge this checkout.' },
  {
    from: 'backend',
    to: 'gateway',
    text: 'Charges the vault token, with the security code if the shop collects it.',
    wire: 'one_click_type: "one-click"',
  },
  { from: 'gateway', to: 'backend', text: 'Answers: paid, declined, or a step-up is required.' },
  {
    from: 'backend',
    to: 'customer',
    text: '“Paid”, or why it was declined and what to do. A decline charges nothing.',
  },
]

/** The exceptions after a press, each with the state whose story shows it. */
export const exceptions: readonly { readonly when: string; readonly outcome: string; readonly shows: string }[] = [
  {
    when: 'The bank requires a step-up (3-D Secure)',
    outcome: 'The browser is redirected to the bank’s page and returns, as in the first flow.',
    shows: 'case:step-up',
  },
  {
    when: 'The gateway does not answer',
    outcome:
      'The outcome is unknown, so the payment is “confirming”, never “failed”, and the backend polls until it is known.',
    shows: 'state:confirming',
  },
  {
    when: 'The price changes before the press',
    outcome: 'Nothing is charged. The button shows the new price and waits for a new press.',
    shows: 'notice:amount_changed',
  },
  {
    when: 'The same checkout is paid in another tab',
    outcome: 'The press shows that payment instead of starting another one.',
    shows: 'case:another tab',
  },
]
