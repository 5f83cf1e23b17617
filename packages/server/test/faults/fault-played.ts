import type { Customer } from '../support/customer.ts'
import type { Cell } from './fault-cells.ts'
import type { CellGateway } from './fault-gateway.ts'

/** A cell with its customer and its gateway. */
export interface Played {
  readonly cell: Cell
  readonly gateway: CellGateway
  readonly customer: Customer
  readonly customerId: string
  readonly checkoutId: string
  presses: number
  /** How often the customer went to the gateway's page for the payment at hand. */
  visits: number
  /** What went wrong on the way, each in a sentence. */
  readonly wrong: string[]
}

/** An order that never says whose it is, in any answer: nobody can know that it is ours, and it is taken for absent. */
export function isUnknowable({ call, scenarios }: Cell): boolean {
  return call === 'createOrder' && scenarios.includes('wrong-reference')
}
