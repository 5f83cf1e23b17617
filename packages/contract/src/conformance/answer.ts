import * as v from 'valibot'
import { PROBLEM_STATUS, type Problem, problemSchema, type ProblemCode } from '../problem.ts'

/** Throws a sentence with the first difference of two JSON values. */
export function requireSame(actual: unknown, expected: unknown, what: string): void {
  const difference = findDifference(actual, expected, '')
  if (difference !== undefined) throw new Error(`${what} differs: ${difference}.`)
}

/** Parses an answer by its schema, strictly: an extra field fails like a missing one. */
export async function requireAnswer<Schema extends v.GenericSchema>(
  response: Response,
  schema: Schema,
  status: 200 | 201 = 200,
): Promise<v.InferOutput<Schema>> {
  const text = await response.text()
  requireSame(response.status, status, `The status of the answer ${text}`)
  requireSame(toMediaType(response), 'application/json', 'The media type of an answer')
  return requireShape(schema, text, 'The answer')
}

/** The fields of each problem beside its code, title, status and detail. */
const EXTRAS: Readonly<Partial<Record<ProblemCode, readonly (keyof Problem)[]>>> = {
  amount_changed: ['amount', 'quote'],
  consent_changed: ['consent'],
  payment_in_progress: ['payment'],
  already_paid: ['payment'],
}

/** Parses a problem: this code, its status, and exactly the fields that belong to it. */
export async function requireProblem(response: Response, code: ProblemCode): Promise<Problem> {
  const text = await response.text()
  const problem = requireShape(problemSchema, text, 'The problem')
  requireSame(problem.code, code, 'The code of the problem')
  requireSame(problem.status, PROBLEM_STATUS[code], 'The status in the problem')
  requireSame(response.status, PROBLEM_STATUS[code], 'The status of the answer')
  requireSame(toMediaType(response), 'application/problem+json', 'The media type of a problem')
  const extras = Object.keys(problem).filter((name) => !['code', 'title', 'status', 'detail'].includes(name))
  requireSame(extras.toSorted(), [...(EXTRAS[code] ?? [])].toSorted(), `The extra fields of ${code}`)
  return problem
}

/** Throws a sentence when a value is null or undefined. */
export function requireDefined<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`${what} is missing.`)
  return value
}

function requireShape<Schema extends v.GenericSchema>(schema: Schema, text: string, what: string) {
  const body = parseJson(text)
  const parsed = v.safeParse(schema, body)
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new Error(
      `${what} does not match its schema at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}. It is ${text}`,
    )
  }
  // Parsing drops unknown fields and replaces unknown values by known ones. A conforming answer needs neither.
  requireSame(body, parsed.output, what)
  return parsed.output
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`The answer is not JSON: ${text}`)
  }
}

function toMediaType(response: Response): string | undefined {
  return response.headers.get('content-type')?.split(';', 1)[0]
}

function findDifference(actual: unknown, expected: unknown, path: string): string | undefined {
  if (Object.is(actual, expected)) return undefined
  const here = path === '' ? 'it' : `\`${path.slice(1)}\``
  if (!isTree(actual) || !isTree(expected) || Array.isArray(actual) !== Array.isArray(expected)) {
    return `${here} is ${toText(actual)}, expected ${toText(expected)}`
  }
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    const found = findDifference(actual[key], expected[key], `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function toText(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value)
}
