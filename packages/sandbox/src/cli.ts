import { parseArgs } from 'node:util'
import { serveSandbox } from './server/serve-sandbox.ts'

const help = `The Cost+ payment gateway on your laptop.

  npx @cardfile/sandbox [--port 4010] [--api-key test_sandbox]

  --port NUMBER        where to listen; default 4010
  --host ADDRESS       address to listen on; default 127.0.0.1: this computer only
  --api-key KEY        the API key that calls must carry; default test_sandbox
  --url ORIGIN         how browsers reach the hosted pages; default http://localhost:PORT
  --data FILE          keeps orders, saved cards and webhooks in FILE; default: memory only
  --time-scale NUMBER  multiplies every delay and lifetime; 0.05 makes two minutes six seconds
  --quiet              no request log
  --help               this text
`

function fail(message: string): never {
  process.stderr.write(`cardfile-sandbox: ${message}\n`)
  process.exit(1)
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4010' },
        host: { type: 'string', default: '127.0.0.1' },
        'api-key': { type: 'string', default: 'test_sandbox' },
        url: { type: 'string' },
        data: { type: 'string' },
        'time-scale': { type: 'string', default: '1' },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    return fail(`${error instanceof Error ? error.message.replace(/\.?$/, '.') : ''} Try --help.`)
  }
}

function requireNumber(name: string, text: string, isValid: (value: number) => boolean, rule: string): number {
  const value = Number(text)
  return text.trim() !== '' && isValid(value) ? value : fail(`--${name} ${text}: ${rule}. Try --help.`)
}

const flags = readFlags()
if (flags.help) {
  process.stdout.write(help)
  process.exit(0)
}
const port = requireNumber(
  'port',
  flags.port,
  (n) => Number.isInteger(n) && n >= 0 && n <= 65_535,
  'a port is a number from 0 to 65535',
)
const timeScale = requireNumber(
  'time-scale',
  flags['time-scale'],
  (n) => n > 0 && n <= 1_000,
  'a time scale is a number above 0',
)
if (flags['api-key'].trim() === '' || flags['api-key'].includes(':'))
  fail('--api-key: a key is not empty and has no colon.')
if (flags.url !== undefined && !/^https?:\/\/[^/]+\/?$/.test(flags.url)) {
  fail(`--url ${flags.url}: an origin looks like http://localhost:4010.`)
}

try {
  const served = await serveSandbox({
    port,
    timeScale,
    host: flags.host,
    apiKey: flags['api-key'],
    ...(flags.url === undefined ? {} : { url: flags.url.replace(/\/$/, '') }),
    ...(flags.data === undefined ? {} : { dataFile: flags.data }),
    ...(flags.quiet ? {} : { log: (line: string) => void process.stdout.write(`${line}\n`) }),
  })
  process.stdout.write(`Cost+ sandbox: ${served.url} (API under ${served.url}/v1, dashboard at ${served.url}/)\n`)
  const stop = () => void served.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
