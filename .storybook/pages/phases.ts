/** Who takes part in a payment, from the customer to the bank. */
export const LANES = {
  customer: 'Customer',
  kit: 'Shop’s page',
  backend: 'Shop’s backend',
  gateway: 'Gateway',
} as const
export type Lane = keyof typeof LANES

/** One thing that happens: said by one to another, or done by one alone. */
export interface Step {
  readonly from: Lane
  readonly to?: Lane
  readonly says: string
  /** What it looks like on the wire. */
  readonly wire?: string
}

/** The first payment: the card is typed at the gateway, and kept there. */
export const saveCard: readonly Step[] = [
  { from: 'customer', to: 'kit', says: 'Ticks “save this card” and presses Pay.' },
  {
    from: 'kit',
    to: 'backend',
    says: 'Names the checkout, the price that was shown, and the words that were agreed to.',
    wire: 'POST /payments { method: "new-card", save }',
  },
  { from: 'backend', says: 'Writes the payment and the consent down before anything is sent.' },
  {
    from: 'backend',
    to: 'gateway',
    says: 'Orders a payment and asks for a token of the card.',
    wire: 'one_click_type: "first"',
  },
  { from: 'gateway', to: 'kit', says: 'An address, through the backend: the browser goes there.', wire: 'redirectUrl' },
  { from: 'customer', to: 'gateway', says: 'Types the card on the gateway’s own page. The shop never sees it.' },
  { from: 'gateway', to: 'backend', says: 'Hints that something happened: by webhook, and by the way back.' },
  {
    from: 'backend',
    to: 'gateway',
    says: 'Looks for itself. Only the order it fetched, with the right amount and reference, is a payment.',
    wire: 'GET order',
  },
  { from: 'backend', says: 'Seals the token for this customer and stores it. It never goes to a browser.' },
  { from: 'backend', to: 'customer', says: '“Paid. Your card is saved.”' },
]

/** Every payment after that: one press. */
export const payWithSavedCard: readonly Step[] = [
  { from: 'customer', to: 'kit', says: 'Presses Pay. That is all.' },
  {
    from: 'kit',
    to: 'backend',
    says: 'Names the checkout, the price that was shown, and the saved card. Sent once, never repeated.',
    wire: 'POST /payments { method: "saved-card", cardId, cvc? }',
  },
  { from: 'backend', says: 'Writes the payment down. From here on no other press can charge this checkout.' },
  {
    from: 'backend',
    to: 'gateway',
    says: 'Charges the stored token, with the security code where the shop asks for one.',
    wire: 'one_click_type: "one-click"',
  },
  { from: 'gateway', to: 'backend', says: 'Paid, declined, or “the bank wants to see the customer”.' },
  { from: 'backend', to: 'customer', says: '“Paid”, or why not and what to do; nothing is taken by a decline.' },
]

/** What else a press can lead to, and how the customer gets from there. */
export const branches: readonly { readonly when: string; readonly what: string; readonly shows: string }[] = [
  {
    when: 'The bank asks for a step-up (3-D Secure)',
    what: 'The browser goes to the bank’s page and comes back, as in the first phase.',
    shows: 'sentence:step-up',
  },
  {
    when: 'The gateway does not answer',
    what: 'Nobody knows, so nobody says “failed”: the payment is confirming, and is looked for until it is found.',
    shows: 'state:confirming',
  },
  {
    when: 'The price moved meanwhile',
    what: 'Nothing is charged. The button shows the new price and waits for a new press.',
    shows: 'notice:amount_changed',
  },
  {
    when: 'The same checkout is paid in a second tab',
    what: 'The press shows that payment instead of making another one.',
    shows: 'sentence:second tab',
  },
]
