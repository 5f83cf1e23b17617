import type { ConformanceCase } from './backend.ts'
import { cardCases } from './card-cases.ts'
import { checkoutCases } from './checkout-cases.ts'
import { cvcCases } from './cvc-cases.ts'
import { idempotencyCases } from './idempotency-cases.ts'
import { paymentCases } from './payment-cases.ts'
import { quoteCases } from './quote-cases.ts'
import { problemCases } from './problem-cases.ts'

/**
 * The behaviour of every backend of the kit, real or fake. Run the cases in sequence with any test runner; each creates its
 * own customers.
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
