import type { CardfileOptions } from '../options.ts'
import { minimumSecretBytes } from '../secrets/key-ring.ts'
import type { Finding } from './finding.ts'

const remedy =
  'Make one with `openssl rand -base64 48`; when cards are saved already, keep the old one in `secret.previous` until `cardfile rotate` has run.'

/** What people type when they mean to come back to it. */
const placeholder =
  /change.?me|replace.?(me|this)|your.?(own.?)?secret|example|password|passwort|placeholder|todo|dummy|secret|01234567|12345678|abcdefgh|qwerty/i
const fewestCharacters = 10

/** How long the secrets are, and whether anybody could guess them. */
export function findSecretFaults({ secret, gateway }: CardfileOptions): Finding[] {
  const given =
    typeof secret === 'string'
      ? [['`secret`', secret] as const]
      : [
          ['`secret.current`', secret.current] as const,
          ...secret.previous.map((previous, at) => [`\`secret.previous[${at}]\``, previous] as const),
        ]
  return given.flatMap(([name, text]) => findFaults(name, text, gateway))
}

function findFaults(name: string, text: unknown, { apiKey, mode }: CardfileOptions['gateway']): Finding[] {
  // A variable that is not set arrives here as undefined, whatever the types say.
  const given = typeof text === 'string' ? text : ''
  const bytes = new TextEncoder().encode(given).length
  if (bytes < minimumSecretBytes) {
    const message = `${name} has ${bytes} bytes where at least ${minimumSecretBytes} are needed, so nothing starts.`
    return [{ code: 'secret-short', level: 'error', message, remedy }]
  }
  if (given === apiKey) {
    const message = `${name} is the gateway's API key, so whoever is shown one of them has both.`
    return [{ code: 'secret-shared', level: 'error', message, remedy }]
  }
  if (!isGuessable(given)) return []
  const message = `${name} is long enough and can be guessed: whoever does can read every saved card's token and sign prices.`
  return [{ code: 'secret-weak', level: mode === 'live' ? 'error' : 'warning', message, remedy }]
}

function isGuessable(text: string): boolean {
  return new Set(text).size < fewestCharacters || isRepetition(text) || placeholder.test(text)
}

/** Whether the text is a shorter one, several times. */
function isRepetition(text: string): boolean {
  return `${text}${text}`.indexOf(text, 1) < text.length
}
