// `pnpm start`: builds what is stale, then runs the shop in this same process, so that a signal reaches it directly.
import { buildWhatIsStale } from './build-if-stale.mjs'

try {
  await buildWhatIsStale()
} catch (error) {
  process.stderr.write(`The shop could not be built: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
await import('./dist/server/main.js')
