export { expectNoTrace, type Sink } from '@cardfile/contract/conformance'
export { createFakeBackend, type FakeBackend, type FakeBackendOptions, type RecordedRequest } from './fake-backend.ts'
export * from './fixtures.ts'
export { SCENARIOS, type Scenario } from './scenarios.ts'
