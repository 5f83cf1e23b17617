import type { CardfileOptions } from '../options.ts'
import { minimumSecretBytes } from '../secrets/key-ring.ts'
import type { Diagnostic } from './diagnostic.ts'

const remedy =
  'Create one with `openssl rand -base64 48`. If cards are saved already, keep the old one in `secret.previous` until `cardfile rotate` has run.'

/** Placeholders, keyboard runs and words that are common in secrets typed by hand. */
const placeholder =
  /change.?me|replace.?(me|this)|your.?(own.?)?secret|example|password|passwort|placeholder|todo|dummy|secret|01234567|12345678|abcdefgh|qwerty/i
const fewestCharacters = 10

/** Checks that each secret is long enough, is not the API key and cannot be guessed. */
export function checkSecrets({ secret, gateway }: CardfileOptions): Diagnostic[] {
  const given =
    typeof secret === 'string'
      ? [['`secret`', secret] as const]
      : [
          ['`secret.current`', secret.current] as const,
          ...secret.previous.map((previous, at) => [`\`secret.previous[${at}]\``, previous] as const),
        ]
  return given.flatMap(([name, text]) => checkSecret(name, text, gateway))
}

function checkSecret(name: string, text: unknown, { apiKey, mode }: CardfileOptions['gateway']): Diagnostic[] {
  // An environment variable that is not set arrives here as undefined, whatever the types say.
  const given = typeof text === 'string' ? text : ''
  const bytes = new TextEncoder().encode(given).length
  if (bytes < minimumSecretBytes) {
    const message = `${name} has ${bytes} bytes and needs at least ${minimumSecretBytes}, so nothing starts.`
    return [{ code: 'secret-short', level: 'error', message, remedy }]
  }
  if (given === apiKey) {
    const message = `${name} is the gateway's API key: a leak of one leaks both.`
    return [{ code: 'secret-shared', level: 'error', message, remedy }]
  }
  if (!isGuessable(given)) return []
  const message = `${name} is long enough but can be guessed: a correct guess opens every saved card's token and signs any price.`
  return [{ code: 'secret-weak', level: mode === 'live' ? 'error' : 'warning', message, remedy }]
}

function isGuessable(text: string): boolean {
  return new Set(text).size < fewestCharacters || isRepetition(text) || placeholder.test(text)
}

/** Whether the text is a shorter text repeated. */
function isRepetition(text: string): boolean {
  return `${text}${text}`.indexOf(text, 1) < text.length
}
