import type { Fault, Operation } from './fault.ts'
import { findScenario, type ScenarioId } from './scenarios.ts'

/** Which calls a script acts on. */
export interface ScriptTarget {
  /** Default: what the scenario says, else the creation of orders. */
  readonly on?: Operation | readonly Operation[]
  /** Only calls about this order, by the gateway's id; a list counts when the order is in it. */
  readonly orderId?: string
  /** Only calls about the order with this reference. */
  readonly merchantOrderId?: string
  /** How many calls. Default: what the scenario says, else 1. `Infinity` never ends. */
  readonly times?: number
  /** How many matching calls go unharmed first. Default 0. */
  readonly after?: number
}

/** A fault that waits for its call. */
export interface Script {
  readonly id: string
  readonly scenario: string | null
  readonly fault: Fault
  readonly on: readonly Operation[]
  readonly orderId: string | null
  readonly merchantOrderId: string | null
  /** Calls it still acts on; null when it never ends. */
  readonly remaining: number | null
  readonly skips: number
}

/** What a script needs to know about a call. */
export interface ScriptedCall {
  readonly operation: Operation
  readonly orders: readonly { readonly id: string; readonly merchantOrderId: string | null }[]
}

/** The faults that wait for their calls. */
export interface Scripts {
  add(scenario: ScenarioId | Fault, target?: ScriptTarget): Script
  list(): Script[]
  remove(id: string): boolean
  clear(): void
  /** Takes what acts on this call; scripts that contradict one already taken wait for the next. */
  take(call: ScriptedCall): Fault | undefined
}

// Magic amounts add scripts too, so a benchmark of nothing but magic amounts must not grow without end.
const mostScripts = 1_000

/** Keeps scripted faults until their call comes. */
export function createScripts(newId: () => string): Scripts {
  let scripts: Script[] = []

  const isFor = (script: Script, call: ScriptedCall) => {
    if (!script.on.includes(call.operation)) return false
    if (script.orderId === null && script.merchantOrderId === null) return true
    return call.orders.some(
      (order) =>
        (script.orderId === null || order.id === script.orderId) &&
        (script.merchantOrderId === null || order.merchantOrderId === script.merchantOrderId),
    )
  }

  const used = (script: Script): Script => {
    if (script.skips > 0) return { ...script, skips: script.skips - 1 }
    return { ...script, remaining: script.remaining === null ? null : script.remaining - 1 }
  }

  return {
    add(scenario, target = {}) {
      const row = typeof scenario === 'string' ? findScenario(scenario) : undefined
      if (typeof scenario === 'string' && row === undefined) {
        throw new Error(`The sandbox knows no scenario "${scenario}". SCENARIOS and /_sandbox/scenarios list them all.`)
      }
      const fault = typeof scenario === 'string' ? (row?.fault ?? {}) : scenario
      const times = target.times ?? row?.times ?? 1
      const { on = row?.on ?? ['createOrder'] } = target
      const script: Script = {
        id: newId(),
        scenario: typeof scenario === 'string' ? scenario : null,
        fault,
        on: typeof on === 'string' ? [on] : on,
        orderId: target.orderId ?? null,
        merchantOrderId: target.merchantOrderId ?? null,
        remaining: Number.isFinite(times) ? times : null,
        skips: target.after ?? 0,
      }
      scripts = [...scripts, script].slice(-mostScripts)
      return script
    },
    list: () => [...scripts],
    remove(id) {
      const before = scripts.length
      scripts = scripts.filter((script) => script.id !== id)
      return scripts.length < before
    },
    clear() {
      scripts = []
    },
    take(call) {
      if (scripts.length === 0) return undefined
      let taken: Fault | undefined
      const next: Script[] = []
      for (const script of scripts) {
        const contradicts =
          taken !== undefined && Object.keys(script.fault).some((key) => Object.hasOwn(taken ?? {}, key))
        if (contradicts || !isFor(script, call)) {
          next.push(script)
          continue
        }
        if (script.skips === 0) taken = { ...taken, ...script.fault }
        const left = used(script)
        if (left.remaining !== 0) next.push(left)
      }
      scripts = next
      return taken
    },
  }
}
