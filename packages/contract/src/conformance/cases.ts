import type { ConformanceCase } from './backend.ts'
import { cardCases } from './card-cases.ts'
import { checkoutCases } from './checkout-cases.ts'
import { cvcCases } from './cvc-cases.ts'
import { idempotencyCases } from './idempotency-cases.ts'
import { paymentCases } from './payment-cases.ts'
import { quoteCases } from './quote-cases.ts'
import { problemCases } from './problem-cases.ts'

/**
 * What every backend of the kit does, the real one and the fake one alike: cases to be run one after the other by any
 * test runner. Each brings its own customers.
 */
export const conformanceCases: readonly ConformanceCase[] = [
  ...checkoutCases,
  ...paymentCases,
  ...idempotencyCases,
  ...cardCases,
  ...quoteCases,
  ...cvcCases,
  ...problemCases,
]
