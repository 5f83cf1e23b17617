import { idle, type FlowStep, type Notice } from './flow-step.ts'

/** What can happen to a step. */
export type FlowEvent =
  | { readonly type: 'pressed' }
  | { readonly type: 'overdue' }
  | { readonly type: 'answered' }
  | { readonly type: 'left' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'notified'; readonly notice: Notice }
  | { readonly type: 'corrected' }
  /** The page was restored from bfcache, or the navigation to the gateway did not happen. */
  | { readonly type: 'restored' }

/** The next step. An event without a meaning at a step is ignored: a second press of a busy button has no effect. */
export function flowReducer(now: FlowStep, event: FlowEvent): FlowStep {
  switch (event.type) {
    case 'pressed':
      return now.step === 'idle' ? { step: 'paying' } : now
    case 'overdue':
      return now.step === 'paying' ? { step: 'polling' } : now
    case 'cancelled':
      return now.step === 'idle' ? { step: 'cancelling' } : now
    case 'left':
      return { step: 'leaving' }
    case 'answered':
      return idle
    case 'notified':
      return { step: 'idle', notice: event.notice }
    case 'corrected':
      return now.step === 'idle' && now.notice !== null ? idle : now
    case 'restored':
      return now.step === 'leaving' ? idle : now
    default:
      return event satisfies never
  }
}
