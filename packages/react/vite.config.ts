import react from '@vitejs/plugin-react'
import { library } from '../../.ci/library.ts'

export default library({ index: 'src/index.ts', styles: 'src/styles.css' }, { plugins: [react()] })
