/** Verbs of statements, by how the statement begins. Any other statement is a read. */
const VERBS: readonly [RegExp, string][] = [
  [/^insert into/i, 'insert'],
  [/^update/i, 'update'],
  [/^delete from/i, 'delete'],
  [/^select pg_advisory/i, 'lock'],
  [/^select[^]*for update/i, 'lock'],
  [/^select\s+set_config/i, 'set'],
  [/^begin/i, 'begin'],
  [/^commit/i, 'commit'],
  [/^rollback/i, 'rollback'],
]

/** A short name of a statement: `insert payment`, `lock checkout`, `commit`. */
export function toStatementName(text: string): string {
  const statement = text.trim()
  const verb = VERBS.find(([pattern]) => pattern.test(statement))?.[1] ?? 'read'
  const table = /cardfile_(\w+)/.exec(statement)?.[1]
  return table === undefined ? verb : `${verb} ${table}`
}

/** Whether a statement outside a transaction writes. */
export function isWrite(text: string): boolean {
  return /^\s*(insert|update|delete)/i.test(text)
}
