import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

interface Node {
  readonly [key: string]: Node
}

const [text] = Object.values(
  import.meta.glob<string>('/openapi.yaml', { query: '?raw', import: 'default', eager: true }),
)
// The validator below rejects a malformed document.
const document = parse(text ?? '') as Node
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'openapi')

const escape = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1')
const at = (pointer: readonly string[]): Node | undefined =>
  pointer.reduce<Node | undefined>((node, part) => node?.[part], document)

/** Follows a `$ref` outside schemas, where the validator does not. */
function resolve(pointer: readonly string[]): readonly string[] {
  const target = at(pointer)?.$ref
  if (typeof target !== 'string') return pointer
  return String(target).slice(2).split('/')
}

/** A leaf of the document, whose type has no text. */
const textOf = (leaf: unknown): string => (typeof leaf === 'string' ? leaf : '')

interface Route {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly pattern: RegExp
  readonly pointer: readonly string[]
}

const routes: Route[] = Object.entries(at(['paths']) ?? {}).flatMap(([path, item]) =>
  Object.keys(item)
    .filter((method) => ['get', 'post', 'put', 'delete'].includes(method))
    .map((method) => ({
      operation: textOf(item[method]?.operationId),
      method: method.toUpperCase(),
      path,
      summary: textOf(item[method]?.summary),
      pattern: new RegExp(`^/v1${path.replace(/\/$/, '').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
      pointer: ['paths', path, method],
    })),
)

/** The operations the document describes, in its order. */
export const describedOperations = routes.map(({ operation, method, path, summary }) => ({
  operation,
  method,
  path,
  summary,
}))

const compiled = new Map<string, ValidateFunction>()

function validate(pointer: readonly string[], value: unknown): string[] {
  const reference = `openapi#/${pointer.map(escape).join('/')}`
  const check = compiled.get(reference) ?? ajv.compile({ $ref: reference })
  compiled.set(reference, check)
  if (check(value)) return []
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

/** The differences between an answer and the document. Empty when there are none. */
export function checkAnswer(method: string, path: string, status: number, body: unknown): string[] {
  const route = routes.find((each) => each.method === method && each.pattern.test(path.split('?')[0] ?? ''))
  if (route === undefined) return validate(['components', 'schemas', 'Problem'], body)
  const pointer = resolve([...route.pointer, 'responses', String(status)])
  if (at(pointer) === undefined) return [`${method} ${path} may not answer ${status}`]
  return validate([...pointer, 'content', 'application/json', 'schema'], body)
}

/** The differences between the body of a webhook and the document. */
export function checkWebhook(body: Readonly<Record<string, unknown>>): string[] {
  const schema = body.event === 'status_changed' ? 'StatusChanged' : 'TransactionStatusChanged'
  return validate(['components', 'schemas', schema], body)
}
