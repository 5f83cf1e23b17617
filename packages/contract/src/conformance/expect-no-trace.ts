/** Where a secret may leak to: text, bytes, or pieces of either, such as lines of a log or rows of a table. */
export type Sink = string | Uint8Array | readonly (string | Uint8Array)[]

/** Shorter texts occur by chance: in a time, an id, a port. */
const shortestSecret = 6

/** Nested escapes are undone to this depth: JSON in JSON in a URL. */
const escapeDepth = 3

/**
 * Throws a sentence that names every sink with a secret, as it is or encoded: escaped for JSON, HTML or a URL, base64 or
 * base64url (also inside a longer text), hex, a list of bytes, UTF-16, backwards, digits with separators. The sentence never
 * contains the secret.
 *
 * A secret has at least 6 characters: a shorter one is found by chance. Give a CVC with the text around it, `"cvc":"847"`,
 * or use `expectNoTraceOfCvcs`.
 */
export function expectNoTrace(secret: string | readonly string[], sinks: Readonly<Record<string, Sink>>): void {
  const secrets = typeof secret === 'string' ? [secret] : secret
  requireUsable(secrets, sinks)
  const wanted = secrets.map(toEncodings)
  const found = Object.entries(sinks).flatMap(([name, sink]) => {
    const forms = toForms(sink)
    return wanted.flatMap((encodings, index) => {
      const as = findIn(forms, encodings)
      if (as === undefined) return []
      return [secrets.length === 1 ? `${name} (${as})` : `${name} (secret ${index + 1}, ${as})`]
    })
  })
  if (found.length > 0) throw new Error(`A secret was found where it must not be: ${found.join(', ')}.`)
}

/** One run of a flow: the CVC typed in it, and the sinks it could reach. */
export interface CvcRun {
  readonly cvc: string
  readonly sinks: Readonly<Record<string, Sink>>
}

/** With fewer runs, chance cannot be told from a leak. */
const fewestRuns = 5

/**
 * `expectNoTrace` for CVCs, whose 3 or 4 digits occur in any log by chance. Run the flow at least five times, each with
 * another CVC: chance finds one in a few runs, a leak in every run. Throws a sentence that names the sinks in which most
 * runs left theirs.
 */
export function expectNoTraceOfCvcs(runs: readonly CvcRun[]): void {
  const cvcs = new Set(runs.map(({ cvc }) => cvc))
  if (cvcs.size < fewestRuns || cvcs.size < runs.length) {
    throw new Error(
      `${cvcs.size} CVCs in ${runs.length} runs prove nothing. Run the flow ${fewestRuns} times, each with another CVC.`,
    )
  }
  const names = new Set(runs.flatMap(({ sinks }) => Object.keys(sinks)))
  if (names.size === 0) throw new Error('There is no sink to search. Give at least one.')
  const found = [...names].flatMap((name) => {
    const hits = runs.map(({ cvc, sinks }) => findIn(toForms(sinks[name] ?? ''), toEncodings(cvc)))
    const leaked = hits.filter((as) => as !== undefined)
    return leaked.length > runs.length / 2 ? [`${name} (${leaked[0]}, in ${leaked.length} of ${runs.length} runs)`] : []
  })
  if (found.length > 0) throw new Error(`A CVC was found where it must not be: ${found.join(', ')}.`)
}

function requireUsable(secrets: readonly string[], sinks: Readonly<Record<string, Sink>>): void {
  if (secrets.length === 0) throw new Error('There is no secret to search for. Give at least one.')
  if (Object.keys(sinks).length === 0) throw new Error('There is no sink to search. Give at least one.')
  const short = secrets.find((each) => toPlain(each).length < shortestSecret)
  if (short === undefined) return
  throw new Error(
    `A secret of ${short.length} characters is found by chance. Use a canary of at least ${shortestSecret}, or give ` +
      'the CVC with the text around it, for example `"cvc":"` before its digits.',
  )
}

/** A sink as one or more texts, each with and without its escapes. */
function toForms(sink: Sink): Form[] {
  const texts = toTexts(sink).flatMap((text) => {
    const forms = [text]
    for (let depth = 0, form = text; depth < escapeDepth; depth += 1) {
      form = undoPercent(undoJson(undoHtml(form)))
      if (forms.includes(form)) break
      forms.push(form)
    }
    return forms
  })
  return texts.map((text) => ({
    text,
    plain: toPlain(text),
    // The alphabets of base64 and base64url differ in two letters, and a line break may be anywhere.
    letters: text.replaceAll(/\s/g, '').replaceAll('+', '-').replaceAll('/', '_'),
  }))
}

/** Joins the pieces: a secret may be split between two of them. */
function toTexts(sink: Sink): string[] {
  const pieces = typeof sink === 'string' || sink instanceof Uint8Array ? [sink] : sink
  const encoder = new TextEncoder()
  const chunks = pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece))
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  const text = new TextDecoder().decode(bytes)
  if (!bytes.includes(0)) return [text]
  // UTF-16 at an even or an odd offset.
  const wide = ['utf-16le', 'utf-16be'].map((encoding) => new TextDecoder(encoding))
  return [text, ...wide.flatMap((decoder) => [decoder.decode(bytes), decoder.decode(bytes.subarray(1))])]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' }

function undoHtml(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|apos|gt|lt|quot));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function undoPercent(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), (pair) => Number.parseInt(pair, 16))),
  )
}

const JSON_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function undoJson(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-f]{4})|(["\\/bfnrt]))/gi, (_, code: string | undefined, short = '') =>
    code === undefined
      ? (JSON_ESCAPES[String(short)] ?? String(short))
      : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** A text prepared for the search, once for all secrets. */
interface Form {
  readonly text: string
  readonly plain: string
  readonly letters: string
}

type Finds = (form: Form) => boolean

/** The name of the first encoding in which a secret is found. */
function findIn(forms: readonly Form[], encodings: Readonly<Record<string, Finds>>): string | undefined {
  return Object.entries(encodings).find(([, finds]) => forms.some(finds))?.[0]
}

/** A test for each encoding of a secret, by name. The first that matches is reported, so the plainest come first. */
function toEncodings(secret: string): Readonly<Record<string, Finds>> {
  const bytes = new TextEncoder().encode(secret)
  const fragments = [0, 1, 2].map((shift) => toBase64Fragment(bytes, shift))
  const hexPairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
  const hex = new RegExp(hexPairs.join('(?:[^0-9a-z]|0x|\\\\x){0,4}'), 'i')
  // `JSON.stringify` puts keys between the elements of a byte array.
  const list = new RegExp(`(?<!\\d)${bytes.join('\\s*,\\s*(?:"\\d+":\\s*)?')}(?!\\d)`)
  const figures = /^[\d\s._-]+$/.test(secret) ? secret.replaceAll(/\D/g, '').split('') : []
  // Without separators, a CVC is found as it is.
  const between = figures.length >= shortestSecret ? '[^0-9a-z]{0,3}' : '[^0-9a-z]{1,3}'
  const digits = figures.length > 0 && new RegExp(figures.join(between), 'i')
  const plain = toPlain(secret)
  const backwards = Array.from(plain).toReversed().join('')
  return {
    'as it is': (form) => form.plain.includes(plain),
    backwards: (form) => form.plain.includes(backwards),
    ...(digits && { 'as digits with separators': (form) => digits.test(form.text) }),
    'as hex': (form) => hex.test(form.text),
    'as base64': (form) => fragments.some((fragment) => form.letters.includes(fragment)),
    'as a list of bytes': (form) => list.test(form.text),
  }
}

/** Ignores case and white space: some writers of JSON put a space after the colon. */
function toPlain(text: string): string {
  return text.toLowerCase().replaceAll(/\s/g, '')
}

/** The base64url letters that depend on these bytes only, when `shift` bytes precede them. */
function toBase64Fragment(bytes: Uint8Array, shift: number): string {
  const text = String.fromCharCode(...new Uint8Array(shift), ...bytes)
  const first = Math.ceil((shift * 8) / 6)
  const last = Math.floor((text.length * 8) / 6)
  return btoa(text).slice(first, last).replaceAll('+', '-').replaceAll('/', '_')
}
