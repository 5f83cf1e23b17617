import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { appendFile, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as v from 'valibot'
import type { Changes, SandboxState } from '../store/store.ts'
import type { Order, VaultCard } from '../store/order.ts'
import type { Delivery } from '../store/delivery.ts'

/** A file that holds what a sandbox remembers: one line for each change, replayed at the start. */
export interface Journal {
  readonly state: SandboxState
  /** Resolves when the operating system has the change, so that killing this process cannot undo it. */
  write(changes: Changes): Promise<void>
  /** Empties the file. */
  clear(): void
}

// The first line names the format, so that a file of something else is refused instead of overwritten.
const header = '{"cardfile-sandbox":1}\n'

const hasId = v.looseObject({ id: v.string() })
// Lines are written by `write` below, so it is enough to see that this one is whole and of this kind.
const lineSchema = v.object({
  orders: v.array(
    v.custom<Order>((value) => v.is(v.looseObject({ id: v.string(), transactions: v.array(hasId) }), value)),
  ),
  cards: v.array(v.custom<VaultCard>((value) => v.is(v.looseObject({ token: v.string() }), value))),
  deliveries: v.array(v.custom<Delivery>((value) => v.is(hasId, value))),
})

function parseLine(line: string): Changes | undefined {
  try {
    const read = v.safeParse(lineSchema, JSON.parse(line))
    return read.success ? read.output : undefined
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
      throw new Error(`${file} was not written by this sandbox. Name another file, or remove this one.`)
    }
    for (const line of text.slice(header.length).split('\n')) {
      // A line that was cut short by a kill was never answered for.
      const changes = line === '' ? undefined : parseLine(line)
      for (const order of changes?.orders ?? []) orders.set(order.id, order)
      for (const card of changes?.cards ?? []) cards.set(card.token, card)
      for (const delivery of changes?.deliveries ?? []) deliveries.set(delivery.id, delivery)
    }
  }
  return { orders: [...orders.values()], cards: [...cards.values()], deliveries: [...deliveries.values()] }
}

/** Replaces the file in one step: it is the old one or the new one, never half of either. */
function rewrite(file: string, { orders, cards, deliveries }: SandboxState): void {
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
 * Opens the file of a sandbox, makes it as short as what it says, and keeps it from then on. `snapshot` answers the
 * state to write when the file has grown long.
 */
export async function openJournal(file: string, snapshot: () => SandboxState | undefined): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true })
  const state = replay(file)
  rewrite(file, state)
  let longestBytes = Math.max(16_000_000, statSync(file).size * 4)
  let size = statSync(file).size
  let waiting: string[] = []
  let writing: Promise<void> = Promise.resolve()
  let queued: Promise<void> | undefined

  const flush = async () => {
    queued = undefined
    const text = waiting.join('')
    waiting = []
    await appendFile(file, text)
    size += text.length
    const now = size > longestBytes ? snapshot() : undefined
    if (now === undefined) return
    rewrite(file, now)
    size = statSync(file).size
    longestBytes = Math.max(16_000_000, size * 4)
  }

  return {
    state,
    write(changes) {
      waiting.push(`${JSON.stringify(changes)}\n`)
      // Calls that arrive while a write is under way share the next one.
      if (queued === undefined) {
        queued = writing.then(flush, flush)
        writing = queued
      }
      return queued
    },
    clear: () => rewrite(file, { orders: [], cards: [], deliveries: [] }),
  }
}
