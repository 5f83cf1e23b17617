import { defaultServerConditions } from 'vite'
import { library } from '../../.ci/library.ts'

export default library(
  { index: 'src/index.ts', embedded: 'src/embedded.ts', next: 'src/next.ts', node: 'src/node.ts', cli: 'src/cli.ts' },
  {
    // Inside the workspace, tests run on the sources of the packages beside this one.
    ssr: { resolve: { conditions: ['@cardfile/source', ...defaultServerConditions] } },
    test: {
      name: 'server',
      environment: 'node',
      // A process for each file would load the handler and compile the embedded database each time: half of a short file.
      isolate: false,
      globalSetup: ['test/support/global-setup.ts'],
      // PGlite takes seconds to start on a busy machine.
      hookTimeout: 30_000,
      testTimeout: 20_000,
    },
  },
)
