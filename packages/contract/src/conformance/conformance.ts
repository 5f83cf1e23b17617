export type { BankAnswer, ConformanceBackend, ConformanceCase, CustomerSetup, RedirectPayment } from './backend.ts'
export { conformanceCases } from './cases.ts'
export { type CvcRun, expectNoTrace, expectNoTraceOfCvcs, type Sink } from './expect-no-trace.ts'
export { toHostileUrls } from './hostile-urls.ts'
