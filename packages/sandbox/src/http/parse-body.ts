import * as v from 'valibot'
import { Problem } from './problem.ts'

function toPropertyPath(path: v.BaseIssue<unknown>['path']): string | undefined {
  if (path === undefined) return undefined
  return path.reduce((whole, { key }) => {
    if (typeof key === 'number') return `${whole}[${key}]`
    return whole === '' ? String(key) : `${whole}.${String(key)}`
  }, '')
}

/** Parses a body with a schema. Throws a 400 that names the first invalid property. */
export function parseBody<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, body, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const path = toPropertyPath(issue.path)
  const isMissing = issue.input === undefined
  throw new Problem(400, `${path ?? 'The body'} ${isMissing ? 'is required' : issue.message}`, path)
}
