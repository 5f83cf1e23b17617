import { library } from '../../.ci/library.ts'

export default library(
  { index: 'src/index.ts', 'conformance/conformance': 'src/conformance/conformance.ts' },
  { test: { name: 'contract', environment: 'node' } },
)
