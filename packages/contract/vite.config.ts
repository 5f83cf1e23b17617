import { library } from '../../.ci/library.ts'

export default library({ index: 'src/index.ts' })
