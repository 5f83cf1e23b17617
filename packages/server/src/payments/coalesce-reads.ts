import type { Database } from '../store/database.ts'

/** The statement under way about one topic, and those who came too late for it. */
interface Line<Answer> {
  readonly isOver: Promise<unknown>
  waiting: { readonly keys: Set<string>; readonly answer: Promise<Answer> } | undefined
}

/** Reads once for everybody who asks; each brings a key, and the answer is about all of them. */
export type AskTogether<Answer> = (
  database: Database,
  topic: string,
  key: string,
  read: (keys: readonly string[]) => Promise<Answer>,
) => Promise<Answer>

/**
 * Makes those who ask about one topic at the same time ask with one statement: the first asks at once, and all who come
 * meanwhile ask together when that is answered. Nobody joins a statement that has begun, so no answer is older than its
 * question. Without this, presses in fifty tabs are a hundred statements on a pool of ten connections.
 */
export function createAskTogether<Answer>(): AskTogether<Answer> {
  const lines = new WeakMap<Database, Map<string, Line<Answer>>>()
  return (database, topic, key, read) => {
    const mine = lines.get(database) ?? new Map<string, Line<Answer>>()
    lines.set(database, mine)
    const before = mine.get(topic)
    if (before === undefined) return begin([key])
    const keys = new Set<string>()
    before.waiting ??= { keys, answer: before.isOver.then(() => begin([...keys])) }
    before.waiting.keys.add(key)
    return before.waiting.answer

    function begin(asked: readonly string[]): Promise<Answer> {
      // A statement of Drizzle's runs each time somebody awaits it: here it runs once, for all of them.
      const answer = Promise.resolve(read(asked))
      const line: Line<Answer> = {
        isOver: Promise.allSettled([answer]).then(() => line.waiting === undefined && mine.delete(topic)),
        waiting: undefined,
      }
      mine.set(topic, line)
      return answer
    }
  }
}
