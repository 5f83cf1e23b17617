import { Problem } from './problem.ts'

const mostBytes = 1_000_000
// Far above any order, far below where walking or writing a document runs out of stack.
const mostLevels = 32

/** Reads a body of at most a million bytes. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array()
  const tooLarge = () => new Problem(400, `The request body is larger than ${mostBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  // The stream is read piece by piece so that a body without a length cannot fill the memory.
  for (const reader = request.body.getReader(); ;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Problem(400, 'The request body broke off before its end.')
    })
    if (done) break
    size += value.byteLength
    if (size > mostBytes) {
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

/** Refuses documents that are nested too deep and takes out `__proto__` keys, which are only ever sent to do harm. */
function tame(document: unknown): void {
  let level: unknown[] = [document]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) throw new Problem(400, `The JSON is nested deeper than ${mostLevels} levels.`)
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__')
      for (const inner of Object.values(value)) next.push(inner)
    }
    level = next
  }
}

/** Reads JSON and tames it; nothing at all is `undefined`. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw new Problem(400, 'The request body is not valid JSON.')
  }
  tame(document)
  return document
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function requireObject(document: unknown): Record<string, unknown> {
  if (!isRecord(document)) throw new Problem(400, 'The request body has to be a JSON object.')
  return document
}

/** Reads a JSON object from text; nothing at all is an empty one. */
export const parseObject = (text: string): Record<string, unknown> => requireObject(parseJson(text) ?? {})

/** Reads a JSON body whatever its media type says; an empty body is `undefined`. */
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

/** Reads a JSON body that has to be an object. */
export const readObject = async (request: Request): Promise<Record<string, unknown>> =>
  requireObject(await readJson(request))
