import type { Customer } from '../support/customer.ts'
import type { Cell } from './fault-cells.ts'
import type { CellGateway } from './cell-gateways.ts'

/** One run of a cell, with its own customer, checkout and gateway. */
export interface CellRun {
  readonly cell: Cell
  readonly gateway: CellGateway
  readonly customer: Customer
  readonly customerId: string
  readonly checkoutId: string
  presses: number
  /** Visits of the gateway's page for the current payment. */
  visits: number
  /** Violated invariants, one sentence each. */
  readonly violations: string[]
}

/** Whether no answer ever identifies the cell's order. The shop then concludes that there is no order. */
export function isUnidentifiable({ call, scenarios }: Cell): boolean {
  return call === 'createOrder' && scenarios.includes('wrong-reference')
}
