import { idle, type FlowStep, type Notice } from './flow-step.ts'

/** The events that change a step. */
export type FlowEvent =
  | { readonly type: 'pressed' }
  | { readonly type: 'overdue' }
  | { readonly type: 'answered' }
  | { readonly type: 'left' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'notified'; readonly notice: Notice }
  | { readonly type: 'corrected' }
  /** The page was restored from bfcache, or the navigation to the gateway never happened. */
  | { readonly type: 'restored' }

/** The next step. Ignores an event that has no meaning at the current step, such as a second press. */
export function flowReducer(current: FlowStep, event: FlowEvent): FlowStep {
  switch (event.type) {
    case 'pressed':
      return current.step === 'idle' ? { step: 'paying' } : current
    case 'overdue':
      return current.step === 'paying' ? { step: 'polling' } : current
    case 'cancelled':
      return current.step === 'idle' ? { step: 'cancelling' } : current
    case 'left':
      return { step: 'leaving' }
    case 'answered':
      return idle
    case 'notified':
      return { step: 'idle', notice: event.notice }
    case 'corrected':
      return current.step === 'idle' && current.notice !== null ? idle : current
    case 'restored':
      return current.step === 'leaving' ? idle : current
    default:
      return event satisfies never
  }
}
