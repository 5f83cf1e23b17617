import * as v from 'valibot'
import { StartUpError } from './start-up-error.ts'

export type GatewayConfig =
  | { readonly kind: 'sandbox'; readonly port: number; readonly apiKey: string }
  | {
      readonly kind: 'remote'
      readonly apiKey: string
      readonly mode: 'test' | 'live'
      readonly baseUrl?: string
      readonly projectId?: string
    }

/** One process's configuration, read from its environment. */
export interface Config {
  readonly port: number
  /** Origin without a trailing slash. */
  readonly publicUrl: string
  readonly gateway: GatewayConfig
  /** Absent: the embedded database in `dataDirectory`. */
  readonly databaseUrl?: string
  /** Absent: `.data` in the app. */
  readonly dataDirectory?: string
  /** Absent: generated, and kept in the data directory. */
  readonly secret?: string
  readonly cvc: 'never' | 'optional' | 'required'
  readonly timeScale: number
  readonly rateLimits: 'on' | 'off'
}

/** The API key of the shop's own sandbox. A second instance that joins the sandbox uses the same. */
export const SANDBOX_API_KEY = 'test_sandbox'

const toText = ({ input }: { input: unknown }): string =>
  typeof input === 'string' ? JSON.stringify(input) : 'nothing'

const port = (name: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,5}$/, (issue) => `${name} is ${toText(issue)}. Give a port from 1 to 65535.`),
    v.transform(Number),
    v.minValue(1, `${name} is 0. Give a port from 1 to 65535.`),
    v.maxValue(65_535, `${name} is above 65535. Give a port from 1 to 65535.`),
  )

const oneOf = <const T extends readonly string[]>(name: string, choices: T) =>
  v.picklist(choices, (issue) => `${name} is ${toText(issue)}. Give one of: ${choices.join(', ')}.`)

const webAddress = (name: string, example: string) =>
  v.pipe(
    v.string(),
    v.check(isWebAddress, (issue) => `${name} is ${toText(issue)}. Give an address like ${example}.`),
  )

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)

const isBareOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return true
  const { pathname, search, hash } = new URL(text)
  return pathname === '/' && search === '' && hash === ''
}

const environmentSchema = v.pipe(
  v.object({
    PORT: v.optional(port('PORT'), '5173'),
    SANDBOX_PORT: v.optional(port('SANDBOX_PORT')),
    PUBLIC_URL: v.optional(
      v.pipe(
        webAddress('PUBLIC_URL', 'https://shop.example'),
        v.check(
          isBareOrigin,
          'PUBLIC_URL has a path. Give only scheme, host and port, for example https://shop.example.',
        ),
        v.transform((text) => new URL(text).origin),
      ),
    ),
    COSTPLUS_API_KEY: v.optional(v.string()),
    COSTPLUS_BASE_URL: v.optional(
      v.pipe(
        webAddress('COSTPLUS_BASE_URL', 'https://gateway.example'),
        v.check((text) => !/\/v1\/?$/.test(text), 'COSTPLUS_BASE_URL ends in /v1. Leave that off: it is added.'),
      ),
    ),
    COSTPLUS_MODE: v.optional(oneOf('COSTPLUS_MODE', ['test', 'live'])),
    COSTPLUS_PROJECT: v.optional(v.string()),
    DATABASE_URL: v.optional(
      v.pipe(
        v.string(),
        // The message does not quote the value: it holds a password.
        v.regex(
          /^postgres(ql)?:\/\//,
          'DATABASE_URL is not a postgres:// address. Correct it, or unset it for the embedded database.',
        ),
      ),
    ),
    CARDFILE_DATA: v.optional(v.string()),
    CARDFILE_SECRET: v.optional(
      v.pipe(
        v.string(),
        v.check(
          (text) => new TextEncoder().encode(text).length >= 32,
          'CARDFILE_SECRET is shorter than 32 bytes. Make one with `openssl rand -base64 32`, or unset it to have one made.',
        ),
      ),
    ),
    CARDFILE_CVC: v.optional(oneOf('CARDFILE_CVC', ['never', 'optional', 'required']), 'optional'),
    CARDFILE_TIME_SCALE: v.optional(
      v.pipe(
        v.string(),
        v.transform(Number),
        v.check(
          (scale) => scale > 0 && scale <= 1000,
          'CARDFILE_TIME_SCALE has to be a number above 0, for example 0.05.',
        ),
      ),
      '1',
    ),
    CARDFILE_RATE_LIMITS: v.optional(oneOf('CARDFILE_RATE_LIMITS', ['on', 'off']), 'on'),
  }),
  v.check(
    ({ COSTPLUS_API_KEY: key, COSTPLUS_BASE_URL: baseUrl }) => key !== undefined || baseUrl === undefined,
    'COSTPLUS_BASE_URL is set without COSTPLUS_API_KEY. Give the key too, or unset both to use the sandbox.',
  ),
  v.check(
    ({ COSTPLUS_API_KEY: key, COSTPLUS_MODE: mode }) => key !== undefined || mode !== 'live',
    'COSTPLUS_MODE is "live" without COSTPLUS_API_KEY. Give the key too, or unset the mode to use the sandbox.',
  ),
  v.check(
    ({ COSTPLUS_MODE: mode, CARDFILE_TIME_SCALE: scale }) => mode !== 'live' || scale === 1,
    'CARDFILE_TIME_SCALE is for rehearsals and COSTPLUS_MODE is "live". Unset one of them.',
  ),
  v.check(
    ({ COSTPLUS_MODE: mode, CARDFILE_RATE_LIMITS: rateLimits }) => mode !== 'live' || rateLimits === 'on',
    'CARDFILE_RATE_LIMITS is "off", which is for rehearsals, and COSTPLUS_MODE is "live". Unset one of them.',
  ),
  v.check(
    ({ PORT, SANDBOX_PORT }) => PORT !== SANDBOX_PORT && (SANDBOX_PORT !== undefined || PORT < 65_535),
    'SANDBOX_PORT has to be a free port other than PORT. Give another one.',
  ),
)

type Environment = v.InferOutput<typeof environmentSchema>

/** Reads the environment. An empty variable counts as unset. Throws a sentence that names the variable when one is invalid. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = v.safeParse(environmentSchema, given)
  if (!result.success) throw new StartUpError(result.issues[0].message)
  const read = result.output
  return {
    port: read.PORT,
    publicUrl: read.PUBLIC_URL ?? `http://localhost:${read.PORT}`,
    gateway: gatewayOf(read),
    ...(read.DATABASE_URL === undefined ? {} : { databaseUrl: read.DATABASE_URL }),
    ...(read.CARDFILE_DATA === undefined ? {} : { dataDirectory: read.CARDFILE_DATA }),
    ...(read.CARDFILE_SECRET === undefined ? {} : { secret: read.CARDFILE_SECRET }),
    cvc: read.CARDFILE_CVC,
    timeScale: read.CARDFILE_TIME_SCALE,
    rateLimits: read.CARDFILE_RATE_LIMITS,
  }
}

function gatewayOf(read: Environment): GatewayConfig {
  if (read.COSTPLUS_API_KEY === undefined) {
    return { kind: 'sandbox', port: read.SANDBOX_PORT ?? read.PORT + 1, apiKey: SANDBOX_API_KEY }
  }
  return {
    kind: 'remote',
    apiKey: read.COSTPLUS_API_KEY,
    mode: read.COSTPLUS_MODE ?? 'test',
    ...(read.COSTPLUS_BASE_URL === undefined ? {} : { baseUrl: read.COSTPLUS_BASE_URL.replace(/\/$/, '') }),
    ...(read.COSTPLUS_PROJECT === undefined ? {} : { projectId: read.COSTPLUS_PROJECT }),
  }
}
