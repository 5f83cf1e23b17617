import * as v from 'valibot'
import { ProblemError } from '../problem-error.ts'
import { parseJson, readCapped } from '../read-capped.ts'

/** In bytes: far above any body of the contract, far below a size that exhausts memory. */
export const bodyLimit = 16 * 1024

/** The bytes of a JSON request. Refuses another media type before reading, and a body over `limit` bytes while reading. */
export async function readJsonBytes(request: Request, limit: number): Promise<Uint8Array> {
  const [mediaType = ''] = (request.headers.get('content-type') ?? '').split(';', 1)
  if (mediaType.trim().toLowerCase() !== 'application/json') throw new ProblemError('unsupported_media_type')
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new ProblemError('payload_too_large')
  const bytes = await readCapped(request.body, limit)
  if (bytes === undefined) throw new ProblemError('payload_too_large')
  return bytes
}

/** Parses a body by its closed schema. The problem names the invalid field and never its value. */
export function parseBody<Schema extends v.GenericSchema>(schema: Schema, bytes: Uint8Array): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, parseJson(bytes))
  if (parsed.success) return parsed.output
  throw new ProblemError('invalid_request', { detail: toDetail(parsed.issues[0]) })
}

/** An unknown field is not named: its name may be a security code typed into the wrong place. */
function toDetail(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'The body has an unknown field.'
  const path = v.getDotPath(issue)
  if (path !== null && issue.received === 'undefined') return `\`${path}\` is missing.`
  return `${path === null ? 'The body' : `\`${path}\``} is invalid: expected ${issue.expected ?? 'JSON'}.`
}
