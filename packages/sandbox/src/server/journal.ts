import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as v from 'valibot'
import type { Delivery } from '../store/delivery.ts'
import type { Order, VaultCard } from '../store/order.ts'
import type { Changes, SandboxState } from '../store/store.ts'

/** The data file of a sandbox: one line of JSON for each change, replayed at the start. */
export interface Journal {
  readonly state: SandboxState
  /** Resolves when the operating system has the change: killing this process no longer loses it. */
  write(changes: Changes): Promise<void>
  /** Empties the file. */
  clear(): void
}

// The first line names the format: any other file is rejected instead of overwritten.
const header = '{"cardfile-sandbox":1}\n'

const hasId = v.looseObject({ id: v.string() })
// Lines are written by `write` below: checking that a line is whole and of this kind is enough.
const lineSchema = v.object({
  orders: v.array(
    v.custom<Order>((value) => v.is(v.looseObject({ id: v.string(), transactions: v.array(hasId) }), value)),
  ),
  cards: v.array(v.custom<VaultCard>((value) => v.is(v.looseObject({ token: v.string() }), value))),
  deliveries: v.array(v.custom<Delivery>((value) => v.is(hasId, value))),
})

function parseLine(line: string): Changes | undefined {
  try {
    const parsed = v.safeParse(lineSchema, JSON.parse(line))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

function replay(file: string): SandboxState {
  const orders = new Map<string, Order>()
  const cards = new Map<string, VaultCard>()
  const deliveries = new Map<string, Delivery>()
  if (existsSync(file)) {
    const text = readFileSync(file, 'utf8')
    if (text !== '' && !text.startsWith(header)) {
      throw new Error(`${file} was not written by this sandbox. Choose another file or delete this one.`)
    }
    for (const line of text.slice(header.length).split('\n')) {
      // Skips a line that a kill cut off: its call was never answered.
      const changes = line === '' ? undefined : parseLine(line)
      for (const order of changes?.orders ?? []) orders.set(order.id, order)
      for (const card of changes?.cards ?? []) cards.set(card.token, card)
      for (const delivery of changes?.deliveries ?? []) deliveries.set(delivery.id, delivery)
    }
  }
  return { orders: [...orders.values()], cards: [...cards.values()], deliveries: [...deliveries.values()] }
}

/** Replaces the file atomically with one that holds only the current state. */
function compact(file: string, { orders, cards, deliveries }: SandboxState): void {
  const temporary = `${file}.new`
  const handle = openSync(temporary, 'w', 0o600)
  writeSync(handle, header)
  for (const order of orders) writeSync(handle, `${JSON.stringify({ orders: [order], cards: [], deliveries: [] })}\n`)
  writeSync(handle, `${JSON.stringify({ orders: [], cards, deliveries })}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
}

/**
 * Opens a journal and compacts it. `snapshot` returns the state to compact it to when it has grown. Throws when the file is
 * not a journal.
 */
export async function openJournal(file: string, snapshot: () => SandboxState | undefined): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true })
  const state = replay(file)
  compact(file, state)
  let compactAtBytes = Math.max(16_000_000, statSync(file).size * 4)
  let size = statSync(file).size
  let lines: string[] = []
  let writing: Promise<void> = Promise.resolve()
  let queued: Promise<void> | undefined

  const flush = async () => {
    queued = undefined
    const text = lines.join('')
    lines = []
    await appendFile(file, text)
    size += text.length
    const compacted = size > compactAtBytes ? snapshot() : undefined
    if (compacted === undefined) return
    compact(file, compacted)
    size = statSync(file).size
    compactAtBytes = Math.max(16_000_000, size * 4)
  }

  return {
    state,
    write(changes) {
      lines.push(`${JSON.stringify(changes)}\n`)
      // Coalesces writes: changes made during a write share the next one.
      if (queued === undefined) {
        queued = writing.then(flush, flush)
        writing = queued
      }
      return queued
    },
    clear: () => compact(file, { orders: [], cards: [], deliveries: [] }),
  }
}
