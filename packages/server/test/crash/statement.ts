/** Statements that do something, by how they begin. Anything else reads. */
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

/** A statement as a person calls it: `insert payment`, `lock checkout`, `commit`. */
export function toStatementName(text: string): string {
  const statement = text.trim()
  const verb = VERBS.find(([pattern]) => pattern.test(statement))?.[1] ?? 'read'
  const table = /cardfile_(\w+)/.exec(statement)?.[1]
  return table === undefined ? verb : `${verb} ${table}`
}

/** Whether a statement that is its own transaction leaves something behind. */
export function isWrite(text: string): boolean {
  return /^\s*(insert|update|delete)/i.test(text)
}
