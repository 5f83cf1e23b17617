import { library } from '../../.ci/library.ts'

export default library(
  { index: 'src/index.ts', node: 'src/node.ts', cli: 'src/cli.ts' },
  {
    test: {
      name: 'sandbox',
      environment: 'node',
      include: ['{src,test}/**/*.test.ts'],
      testTimeout: 20_000,
      isolate: false,
    },
  },
)
