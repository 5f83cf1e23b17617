import type { QueryClient } from '@tanstack/react-query'
import type { CardfileClient } from '../client/client.ts'
import type { FlowEvent } from './flow-reducer.ts'
import type { NoticeKind } from './flow-step.ts'

/** The dependencies of a flow. Passed with each action, because the provider may change language while a payment is open. */
export interface FlowDependencies {
  readonly client: CardfileClient
  /** Default: `location.assign`. */
  readonly navigate: ((url: string) => void) | undefined
  /** Whether a press pays in a cross-origin frame. Default: `same-origin`, it does not. */
  readonly framing: 'same-origin' | 'any' | undefined
}

/** The checkout of an effect, and the callbacks by which the effect reports. */
export interface FlowContext {
  readonly queryClient: QueryClient
  readonly checkoutId: string
  readonly dispatch: (event: FlowEvent) => void
  /** Ends the step with a notice. */
  readonly notify: (kind: NoticeKind) => void
}
