import type { ConformanceCase } from './backend.ts'
import { cardCases } from './card-cases.ts'
import { checkoutCases } from './checkout-cases.ts'
import { codeCases } from './code-cases.ts'
import { onceCases } from './once-cases.ts'
import { payingCases } from './paying-cases.ts'
import { priceCases } from './price-cases.ts'
import { refusalCases } from './refusal-cases.ts'

/**
 * What every backend of the kit does, the real one and the fake one alike: cases to be run one after the other by any
 * test runner. Each brings its own customers.
 */
export const conformanceCases: readonly ConformanceCase[] = [
  ...checkoutCases,
  ...payingCases,
  ...onceCases,
  ...cardCases,
  ...priceCases,
  ...codeCases,
  ...refusalCases,
]
