import { defaultServerConditions } from 'vite'
import { library } from '../../.ci/library.ts'

export default library(
  { index: 'src/index.ts', embedded: 'src/embedded.ts', next: 'src/next.ts', node: 'src/node.ts', cli: 'src/cli.ts' },
  {
    // Inside the workspace, tests run on the sources of the other packages.
    ssr: { resolve: { conditions: ['@cardfile/source', ...defaultServerConditions] } },
    test: {
      name: 'server',
      environment: 'node',
      // With a process per file, loading the handler and compiling the embedded database take half of a short file's time.
      isolate: false,
      globalSetup: ['test/support/global-setup.ts'],
      // PGlite takes seconds to start on a busy machine.
      hookTimeout: 30_000,
      testTimeout: 20_000,
    },
  },
)
