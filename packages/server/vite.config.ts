import { library } from '../../.ci/library.ts'

export default library({ index: 'src/index.ts', embedded: 'src/embedded.ts', next: 'src/next.ts', node: 'src/node.ts' })
