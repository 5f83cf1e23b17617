import * as v from 'valibot'

/** A response of the shop with a status other than 2xx. */
export class ShopError extends Error {
  override name = 'ShopError'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const problemSchema = v.object({ detail: v.string() })

/** Calls one of the shop's own routes and parses the response with the schema. */
export async function fetchFromShop<const Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
  { method = 'GET', body, signal }: { method?: 'GET' | 'POST' | 'PUT'; body?: object; signal?: AbortSignal } = {},
): Promise<v.InferOutput<Schema>> {
  const response = await fetch(`/demo${path}`, {
    method,
    ...(signal === undefined ? {} : { signal }),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) {
    const detail = v.safeParse(problemSchema, answer)
    throw new ShopError(
      response.status,
      detail.success ? detail.output.detail : `The shop answered ${response.status}.`,
    )
  }
  return v.parse(schema, answer)
}
