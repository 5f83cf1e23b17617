import { idle, type FlowStep, type Notice } from './payment-flow.ts'

/** What can happen to a step. */
export type FlowEvent =
  | { readonly type: 'pressed' }
  | { readonly type: 'overdue' }
  | { readonly type: 'answered' }
  | { readonly type: 'left' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'noticed'; readonly notice: Notice }
  | { readonly type: 'corrected' }
  /** The page came back out of the browser's memory, or never went away although it was told to. */
  | { readonly type: 'stayed' }

/** The next step. An event that means nothing at a step leaves it as it is, so a second press of a busy button is lost. */
export function nextStep(now: FlowStep, event: FlowEvent): FlowStep {
  switch (event.type) {
    case 'pressed':
      return now.step === 'idle' ? { step: 'paying' } : now
    case 'overdue':
      return now.step === 'paying' ? { step: 'looking' } : now
    case 'cancelled':
      return now.step === 'idle' ? { step: 'cancelling' } : now
    case 'left':
      return { step: 'leaving' }
    case 'answered':
      return idle
    case 'noticed':
      return { step: 'idle', notice: event.notice }
    case 'corrected':
      return now.step === 'idle' && now.notice !== null ? idle : now
    case 'stayed':
      return now.step === 'leaving' ? idle : now
    default:
      return event satisfies never
  }
}
