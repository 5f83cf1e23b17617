export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox/create-sandbox.ts'
export type { OrderView } from './sandbox/order-view.ts'
export type { LoggedRequest } from './sandbox/request-log.ts'
export { DEFAULT_SETTINGS, type SandboxSettings } from './sandbox/settings.ts'
export type { Changes, SandboxState } from './ledger/ledger.ts'
export type { UnattendedPayment } from './page/pay-unattended.ts'

export { createSteppedClock, type SteppedClock } from './clock/stepped-clock.ts'
export { realClock, type SandboxClock } from './clock/clock.ts'
export { createCountingIds } from './clock/ids.ts'

export { TEST_CARDS, type CardResult, type TestCard, type TestCardId } from './card/test-cards.ts'
export { WRONG_CVC } from './card/card-entry.ts'
export type { RefusalName } from './card/reasons.ts'

export { SCENARIOS, amountOfScenario, type ScenarioId } from './scenario/scenarios.ts'
export {
  OPERATIONS,
  type AnswerFault,
  type Commit,
  type Disguise,
  type Fault,
  type IssuerFault,
  type ListFault,
  type Operation,
  type Scenario,
  type WebhookFault,
} from './scenario/fault.ts'
export type { Script, ScriptTarget } from './scenario/script.ts'
export { ConnectionReset } from './scenario/answer.ts'

export { DELIVERY_SCHEDULE, type Delivery, type DeliveryAttempt } from './webhook/delivery.ts'
