export { createSandbox } from './sandbox/create-sandbox.ts'
export type { Sandbox } from './sandbox/sandbox.ts'
export type { SandboxOptions } from './sandbox/options.ts'
export type { OrderView } from './control/order-view.ts'
export type { LoggedRequest } from './engine/request-log.ts'
export { DEFAULT_SETTINGS, type SandboxSettings } from './project/settings.ts'
export type { Changes, SandboxState } from './store/store.ts'
export type { HeadlessPayment } from './hosted-page/pay-headless.ts'

export { createSteppedClock, type SteppedClock } from './clock/stepped-clock.ts'
export { realClock, type SandboxClock } from './clock/clock.ts'
export { createCountingIds } from './clock/counting-ids.ts'

export { TEST_CARDS, type CardResult, type TestCard, type TestCardId } from './card/test-cards.ts'
export { WRONG_CVC } from './card/card-entry.ts'
export type { DeclineReason } from './card/decline-reasons.ts'

export { SCENARIOS, amountOfScenario, type ScenarioId } from './scenario/scenarios.ts'
export {
  OPERATIONS,
  type AnswerFault,
  type Commit,
  type ShownFields,
  type Fault,
  type IssuerFault,
  type ListFault,
  type Operation,
  type WebhookFault,
} from './scenario/fault.ts'
export type { Scenario } from './scenario/scenario.ts'
export type { Script, ScriptTarget } from './scenario/script.ts'
export { ConnectionReset } from './http/answer.ts'

export { DELIVERY_SCHEDULE } from './webhook/delivery-schedule.ts'
export type { Delivery, DeliveryAttempt } from './store/delivery.ts'
