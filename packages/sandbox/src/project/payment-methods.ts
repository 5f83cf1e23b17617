/** Currencies of an order (docs.costplus.io API reference, Create an order; the full list is at developer.xpate.com). */
export const CURRENCIES = (
  'AED AFN ANG ARS AUD AWG AZN BBD BDT BGN BHD BMD BND BOB BRL BSD BZD CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP ' +
  'EUR FJD GBP GTQ GYD HKD HUF IDR ILS INR IQD ISK JMD JOD JPY KES KRW KWD KYD KZT LBP LKR MAD MDL MOP MXN MYR NGN ' +
  'NOK NPR NZD OMR PEN PHP PKR PLN PYG QAR RON SAR SCR SEK SGD SRD THB TND TRY TWD TZS UAH UGX USD UYU VND XCD XOF ' +
  'ZAR EEK LTL'
).split(' ')

/**
 * The project's payment methods and their currencies. `credit-card` is as recorded from a live project. The others stand in
 * for methods that leave the page for an app.
 */
export const PAYMENT_METHODS: Readonly<
  Record<string, { readonly label: string; readonly currencies: readonly string[] }>
> = {
  'credit-card': { label: 'Card', currencies: ['EUR', 'USD', 'GBP', 'THB', 'SEK', 'NOK'] },
  'google-pay': { label: 'Google Pay', currencies: ['EUR', 'USD', 'GBP', 'SEK', 'NOK'] },
  'vipps-mobilepay': { label: 'Vipps MobilePay', currencies: ['EUR', 'DKK', 'NOK'] },
  mobilepay: { label: 'MobilePay', currencies: ['EUR', 'DKK'] },
  swish: { label: 'Swish', currencies: ['SEK'] },
}
