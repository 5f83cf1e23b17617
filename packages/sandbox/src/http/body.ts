import { Problem } from './problem.ts'

const maxBytes = 1_000_000
// Far deeper than any order, far below the depth at which JSON.stringify overflows the stack.
const maxDepth = 32

/** Reads a body of at most a million bytes. Throws a 400 when it is larger or breaks off. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array()
  const tooLarge = () => new Problem(400, `The request body is larger than ${maxBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  // Read chunk by chunk, so that a body without a content-length cannot exhaust the memory.
  for (const reader = request.body.getReader(); ;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Problem(400, 'The request body broke off before its end.')
    })
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      void reader.cancel()
      throw tooLarge()
    }
    chunks.push(value)
  }
  const [only] = chunks
  if (chunks.length === 1 && only !== undefined) return only
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/** Rejects documents nested too deeply and removes `__proto__` keys, which only an attack sends. */
function sanitise(document: unknown): void {
  let level: unknown[] = [document]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw new Problem(400, `The JSON is nested more than ${maxDepth} levels deep.`)
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
      for (const inner of Object.values(value)) next.push(inner)
    }
    level = next
  }
}

/** Parses and sanitises JSON. Undefined when the text is empty. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw new Problem(400, 'The request body is not valid JSON.')
  }
  sanitise(document)
  return document
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function requireObject(document: unknown): Record<string, unknown> {
  if (!isRecord(document)) throw new Problem(400, 'The request body must be a JSON object.')
  return document
}

/** Parses a JSON object. Empty text is an empty object. */
export const parseObject = (text: string): Record<string, unknown> => requireObject(parseJson(text) ?? {})

/** Reads a JSON body, whatever its media type. Undefined when it is empty. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem(400, 'The request body could not be read as UTF-8.')
  }
  return parseJson(text)
}

/** Reads a JSON body. Throws a 400 unless it is an object. */
export const readObject = async (request: Request): Promise<Record<string, unknown>> =>
  requireObject(await readJson(request))
