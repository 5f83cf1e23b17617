import { en as kitEn, type Messages as KitMessages } from '@cardfile/react'

/** The shop's own messages. The messages about paying are the kit's. */
const en = {
  tagline: 'Small comforts for the second cup of the day.',
  skip: 'Skip to content',
  cart: 'Cart',
  cartCount: (count: number) => (count === 0 ? 'Cart, empty' : `Cart, ${count} ${count === 1 ? 'item' : 'items'}`),
  account: 'Account',
  footer: 'A demonstration shop: nothing is sold and nothing is sent.',
  testCard: 'Pay with 4111 1111 1111 1111, any future date and any security code.',
  shelf: 'On the shelf',
  addToCart: 'Add to cart',
  addNamedToCart: (name: string) => `Add to cart: ${name}`,
  added: (name: string) => `In your cart: ${name}.`,
  toCart: 'Go to cart',
  backToShelf: 'Back to the shelf',
  yourCart: 'Your cart',
  cartIsEmpty: 'Your cart is empty.',
  cartInvitation: 'The breakfast tea is a good start.',
  quantityOf: (name: string) => `Quantity of ${name}`,
  remove: 'Remove',
  removeNamed: (name: string) => `Remove ${name}`,
  total: 'Total',
  delivery: 'Delivery',
  noDelivery: 'Free: nothing is sent',
  checkOut: 'Checkout',
  checkingOut: 'One moment…',
  checkout: 'Checkout',
  yourOrder: 'Your order',
  payment: 'Payment',
  thanks: 'Thank you!',
  thanksText: 'Your order is paid. In a real shop, it would now be on its way to you.',
  notPaidYet: 'This order is not paid yet.',
  continueCheckout: 'Continue to payment',
  receipt: 'Receipt',
  orderNumber: 'Order',
  date: 'Date',
  paidWith: 'Paid with',
  hostedCard: 'a card typed on the payment page',
  cardEnding: (brand: string, last4: string) => `${brand} ending in ${last4}`,
  card: 'Card',
  savedCard: 'a saved card',
  buyMore: 'Buy something else',
  nextTimeText: 'Your card is saved: the next cup is one press away.',
  seeAccount: 'See your saved cards',
  signIn: 'Who is shopping?',
  signInText: 'Choose who you are. Everyone has their own cards and orders.',
  switchCustomer: 'Switch customer',
  pastOrders: 'Past orders',
  noOrders: 'Nothing bought yet.',
  notFound: 'There is nothing here',
  notFoundText: 'This page does not exist, or it belongs to another customer.',
  wentWrong: 'That did not work. Please try again.',
  drawer: 'Behind the scenes',
  timeline: 'Events the shop received',
  gateway: 'Orders at the gateway',
  otherGateway: 'This shop uses another gateway. Its dashboard shows the orders.',
  openSandbox: 'Open the sandbox',
  nothingYet: 'Nothing yet.',
  webhooks: (delivered: number, sent: number) => `${delivered} of ${sent} webhooks delivered`,
  scenario: 'Next scenario',
  asUsual: 'As usual',
  playScenario: 'Play',
  scenarioWaits: (title: string) => `Queued for the next call: ${title}`,
}

/** Each language has every message: a missing one does not compile. */
export type Messages = typeof en

/** Product texts by `sku`; the English name is the server's. */
const PRODUCTS_EN: ProductTexts = {
  'breakfast-tea': { blurb: 'A black tea that means well. Forty cups to the tin.' },
  'oat-biscuits': { blurb: 'Twelve of them. Nobody has ever counted the last three.' },
  'enamel-mug': { blurb: 'Survives the garden, the hill and the dishwasher.' },
  'acacia-honey': { blurb: 'From bees with a view of the railway line.' },
  'little-teapot': { blurb: 'Holds two cups, or one long phone call.' },
  'linen-towel': { blurb: 'Gets better with every spill.' },
  'card-update': { name: 'Card update', blurb: '' },
}

export type ProductTexts = Readonly<Record<string, { readonly name?: string; readonly blurb: string }>>

/** All texts of one language. */
export interface Texts {
  readonly messages: Messages
  readonly products: ProductTexts
  readonly kit: KitMessages
}

export const english: Texts = { messages: en, products: PRODUCTS_EN, kit: kitEn }
