import * as v from 'valibot'

/** Answers a value parsed by its route's schema: a field that the schema does not name cannot leak. */
export function toAnswer<Schema extends v.GenericSchema>(
  schema: Schema,
  value: v.InferInput<Schema>,
  status: 200 | 201 = 200,
): Response {
  return Response.json(v.parse(schema, value), { status })
}
