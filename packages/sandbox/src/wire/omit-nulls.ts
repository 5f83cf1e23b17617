/** Drops null and undefined fields: the gateway leaves out what an order does not have. */
export const omitNulls = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const kept: Record<string, unknown> = {}
  for (const key in fields) if (fields[key] !== undefined && fields[key] !== null) kept[key] = fields[key]
  return kept
}
