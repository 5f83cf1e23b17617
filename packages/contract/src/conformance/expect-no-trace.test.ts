import { describe, expect, it } from 'vitest'
import { expectNoTrace, expectNoTraceOfCvcs, type Sink } from './expect-no-trace.ts'

const token = 'vault/token+Ünï "7391"'
/** Its base64 has both letters in which the two alphabets differ. */
const key = '???>>>~~~'
const pan = '4111111111111111'
const canary = '937150'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const hexOf = (text: string, between = '') =>
  Array.from(bytesOf(text), (byte) => byte.toString(16).padStart(2, '0')).join(between)
const base64Of = (text: string) => btoa(String.fromCharCode(...bytesOf(text)))
const base64UrlOf = (text: string) => base64Of(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const disguises: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in capitals': (secret) => secret.toUpperCase(),
  'in JSON': (secret) => JSON.stringify({ kept: secret }),
  'in JSON in JSON': (secret) => JSON.stringify({ body: JSON.stringify({ kept: secret }) }),
  'in JSON with every letter escaped': (secret) =>
    Array.from(secret, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'in a URL': (secret) => `https://shop.example/?kept=${encodeURIComponent(secret)}&x=1`,
  'in a URL in a URL': (secret) => `/sign-in?next=${encodeURIComponent(`/?kept=${encodeURIComponent(secret)}`)}`,
  'in a URL with every letter escaped': (secret) => `%${hexOf(secret, '%')}`,
  'in base64': base64Of,
  'in base64url': base64UrlOf,
  'in base64 in a URL': (secret) => encodeURIComponent(base64Of(secret)),
  'in base64 with short lines': (secret) => base64Of(secret).replaceAll(/(.{5})/g, '$1\r\n'),
  'in base64 after one byte': (secret) => base64Of(`x${secret}y`),
  'in base64 after two bytes': (secret) => base64Of(`xx${secret}yy`),
  'in base64url inside a longer text': (secret) => base64UrlOf(`{"kept":"${secret}","next":1}`),
  'in hex': (secret) => hexOf(secret),
  'in hex, in capitals': (secret) => hexOf(secret).toUpperCase(),
  'in hex as a database shows bytes': (secret) => `\\x${hexOf(secret)}`,
  'in hex with spaces': (secret) => hexOf(secret, ' '),
  'in hex as a list': (secret) => `0x${hexOf(secret, ', 0x')}`,
  backwards: (secret) => Array.from(secret).toReversed().join(''),
  'in HTML': (secret) => `<p title="${secret.replaceAll('"', '&quot;').replaceAll('+', '&#43;')}">`,
  'in HTML with every letter escaped': (secret) =>
    Array.from(secret, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join(''),
  'in JSON in HTML': (secret) => JSON.stringify(JSON.stringify(secret)).replaceAll('"', '&quot;'),
  'as a list of bytes': (secret) => JSON.stringify([...bytesOf(secret)]),
  'as an object of bytes': (secret) => JSON.stringify(bytesOf(secret)),
}

const digitDisguises: Readonly<Record<string, (digits: string) => string>> = {
  'in groups of four': (digits) => digits.replaceAll(/(\d{4})/g, '$1 '),
  'with dashes': (digits) => digits.replaceAll(/(\d{4})(?=\d)/g, '$1-'),
  'digit by digit': (digits) => digits.split('').join('.'),
  'as a list of key presses': (digits) => JSON.stringify(digits.split('')),
}

const around = 'nothing to see {"id":"5a9db0c5-5f4e-4a7e-9d5b-0c8d1f2a6e01"}'

const kinds: Readonly<Record<string, (leak: string) => Sink>> = {
  'a text': (leak) => `${around} ${leak} ${around}`,
  bytes: (leak) => bytesOf(`${around} ${leak} ${around}`),
  'bytes that are no text': (leak) => new Uint8Array([0, 255, 200, 0, ...bytesOf(leak), 0, 254]),
  'lines of a log': (leak) => [around, `${around} ${leak}`, around],
  'pieces of a stream': (leak) => [bytesOf(around), ...Array.from(leak, (letter) => bytesOf(letter)), bytesOf(around)],
  'texts and bytes': (leak) => [around, bytesOf(leak)],
}

describe.each(Object.entries(kinds))('in %s', (_, toSink) => {
  it.each(Object.entries(disguises))('finds a secret %s', (__, disguise) => {
    for (const secret of [token, key, pan, canary]) {
      expect(() => expectNoTrace(secret, { clean: around, leaky: toSink(disguise(secret)) })).toThrow(/leaky \(/)
    }
  })

  it.each(Object.entries(digitDisguises))('finds digits %s', (__, disguise) => {
    for (const secret of [pan, canary]) {
      expect(() => expectNoTrace(secret, { leaky: toSink(disguise(secret)) })).toThrow(/leaky \(/)
    }
  })

  it('does not throw where there is no secret', () => {
    const other = [
      { pan: '4111111111111112', code: '937151', at: '2026-11-22T18:24:00.937Z' },
      crypto.randomUUID(),
      base64Of(crypto.randomUUID()),
      hexOf('vault/token+Uni "7391"'),
      '9371 5',
    ]
    for (const text of [JSON.stringify(other), ...other.map(String), '']) {
      expect(() => expectNoTrace([token, key, pan, canary], { clean: toSink(text) })).not.toThrow()
    }
  })
})

it('finds a card number given with spaces and stored without', () => {
  expect(() => expectNoTrace('4111 1111 1111 1111', { table: pan })).toThrow('table')
})

it('names the sink, the number of the secret and its encoding, and never the secret', () => {
  const check = () => expectNoTrace([token, pan], { log: pan, url: base64Of(token), clean: around, both: [pan, token] })
  expect(check).toThrow(
    'A secret was found where it must not be: log (secret 2, as it is), url (secret 1, as base64), ' +
      'both (secret 1, as it is), both (secret 2, as it is).',
  )
  expect(check).not.toThrow(pan)
})

describe('a CVC', () => {
  it.each(['847', '8471', '8 4 7  ', ''])('of %j alone is refused: it would be found by chance', (short) => {
    expect(() => expectNoTrace(short, { log: 'at 12:00:00.847' })).toThrow(/found by chance.*at least 6/)
  })

  it('is found with the text around it, whatever the white space', () => {
    const marked = ['"cvc":"847"', 'cvc=847']
    expect(() => expectNoTrace(marked, { log: '{ "cvc": "847" }' })).toThrow('log')
    expect(() => expectNoTrace(marked, { log: JSON.stringify('{"cvc":"847"}') })).toThrow('log')
    expect(() => expectNoTrace(marked, { url: '/?next=%2F%3Fcvc%3D847' })).toThrow('url')
    expect(() => expectNoTrace(marked, { log: 'at 12:00:00.847, 847 ms, {"cvc":"848"}' })).not.toThrow()
  })
})

it('proves nothing without a secret or a sink', () => {
  expect(() => expectNoTrace([], { log: '' })).toThrow('no secret')
  expect(() => expectNoTrace(pan, {})).toThrow('no sink')
})

it.each(['utf-16le', 'utf-16be'])('finds a secret in %s bytes at an even and an odd offset', (encoding) => {
  const wide = Array.from(`${around}${token}`, (letter) => letter.charCodeAt(0)).flatMap((unit) =>
    encoding === 'utf-16le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255],
  )
  for (const before of [[], [7]]) {
    expect(() => expectNoTrace(token, { file: new Uint8Array([...before, ...wide]) })).toThrow('file (as it is)')
  }
})

describe('several CVCs of the same flow', () => {
  const cvcs = ['7391', '0826', '5548', '9913', '2074']
  const runs = (toLog: (typed: string, run: number) => string) =>
    cvcs.map((typed, run) => ({
      cvc: typed,
      sinks: { log: toLog(typed, run), url: 'https://shop.example/checkout/1' },
    }))

  it.each([
    ['as it is', (typed: string) => `{"cvc":"${typed}"}`],
    ['inside a longer number', (typed: string) => `1${typed}2`],
    ['as key presses', (typed: string) => JSON.stringify(typed.split(''))],
    ['in base64', (typed: string) => base64Of(`{"cvc":"${typed}"}`)],
    ['in hex', (typed: string) => hexOf(typed)],
    ['backwards', (typed: string) => `:${Array.from(typed).toReversed().join('')}:`],
  ])('are found %s where each run left its own', (_, toLog) => {
    expect(() => expectNoTraceOfCvcs(runs(toLog))).toThrow(/log \(.*, in 5 of 5 runs\)/)
  })

  it('are not found where chance put one of them', () => {
    expect(() => expectNoTraceOfCvcs(runs((typed, run) => (run < 2 ? `port ${typed}` : 'port 5173')))).not.toThrow()
  })

  it('prove nothing with few runs or no sink', () => {
    expect(() => expectNoTraceOfCvcs(runs(() => '').slice(1))).toThrow('prove nothing')
    expect(() => expectNoTraceOfCvcs(runs(() => '').map((run) => ({ ...run, cvc: '7391' })))).toThrow('prove nothing')
    expect(() => expectNoTraceOfCvcs(cvcs.map((typed) => ({ cvc: typed, sinks: {} })))).toThrow('no sink')
  })
})
