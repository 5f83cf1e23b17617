import { isUnpaid, PAYMENT_STATES, type PaymentState } from '../../src/state-machine/payment-state.ts'
import { type PollInFlight, type ModelOrder, type ModelPayment, type OrderSnapshot, type World } from './world.ts'

const STATUSES = { new: 0, processing: 1, error: 2, completed: 3, cancelled: 4, expired: 5 } as const
const SENDERS = { ready: 0, waiting: 1, done: 2 } as const
const stateNumbers = new Map<PaymentState, number>(PAYMENT_STATES.map((state, index) => [state, index]))

/** Hashes worlds, so that the search visits each once. Equal hashes mean equal futures, as far as money is concerned. */
export function createStateHash(finalIsFinal: boolean): (world: World) => string {
  const ids = new Map<number, number>()

  function idOf(payment: ModelPayment): number {
    const number = finalIsFinal && isInert(payment) ? -1 : toNumber(payment)
    const known = ids.get(number)
    if (known !== undefined) return known
    ids.set(number, ids.size)
    return ids.size - 1
  }

  return ({ payments, pressesLeft, pendingClaims, paid }) => {
    let key = `${pressesLeft}${pendingClaims.join()}/${paid ?? ''}`
    for (const payment of payments) key += `/${idOf(payment)}`
    return key
  }
}

/** Closed, unpaid, and nothing at the gateway can still become a charge: its final state makes no difference. */
function isInert({ state, sender, requests, orders }: ModelPayment): boolean {
  if (!isUnpaid(state) || sender === 'ready' || requests > 0) return false
  return orders.every(({ status }) => status === 'cancelled' || status === 'expired')
}

/** Every field as a digit of its own base. There are about 2 × 10¹² values, which a number holds exactly. */
function toNumber(payment: ModelPayment): number {
  const { orders, answer, poll } = payment
  let key = payment.kind === 'hosted' ? 0 : 1
  const digit = (value: number, base: number) => {
    if (value >= base) throw new Error(`${value} is no digit of base ${base}: two worlds would share a hash.`)
    key = key * base + value
  }
  digit(stateNumbers.get(payment.state) ?? PAYMENT_STATES.length, PAYMENT_STATES.length)
  digit(SENDERS[payment.sender], 3)
  digit((payment.knownOrder ?? -1) + 1, 3)
  digit(payment.newestRank, 5)
  digit(payment.lists, 3)
  digit(payment.posts, 3)
  digit(payment.age, 4)
  digit(payment.requests, 3)
  for (const claim of [payment.isWritten, payment.wasDeclined, payment.isShown, payment.leaseEnded]) {
    digit(claim ? 1 : 0, 2)
  }
  digit(toOrderNumber(orders[0]), 49)
  digit(toOrderNumber(orders[1]), 49)
  digit(answer === null ? 0 : 1 + toSnapshotNumber(answer), 25)
  digit(poll === null ? 0 : 1 + toPollNumber(poll), 30)
  return key
}

function toOrderNumber(order: ModelOrder | undefined): number {
  if (order === undefined) return 48
  return (
    STATUSES[order.status] * 8 + Number(order.stepsUp) * 4 + Number(order.isWrong) * 2 + Number(order.cancelRejected)
  )
}

function toSnapshotNumber({ order, status, afterRejectedCancel }: OrderSnapshot): number {
  return order * 12 + STATUSES[status] * 2 + Number(afterRejectedCancel)
}

function toPollNumber(poll: PollInFlight): number {
  switch (poll.at) {
    case 'fetched':
      return toSnapshotNumber(poll.snapshot)
    case 'cancelled':
      return 24 + poll.order * 2 + Number(poll.isRejected)
    case 'absent':
      return 28
    default:
      return poll satisfies never
  }
}
