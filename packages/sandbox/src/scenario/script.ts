import type { Fault, Operation } from './fault.ts'
import { findScenario, type ScenarioId } from './scenarios.ts'

/** The calls a script acts on. */
export interface ScriptTarget {
  /** Default: the scenario's operations, else the creation of an order. */
  readonly on?: Operation | readonly Operation[]
  /** Only calls about this order, by the gateway's id. A list counts when it includes the order. */
  readonly orderId?: string
  /** Only calls about the order with this `merchant_order_id`. */
  readonly merchantOrderId?: string
  /** How many calls. Default: the scenario's `times`, else 1. `Infinity` never ends. */
  readonly times?: number
  /** How many matching calls to skip first. Default 0. */
  readonly after?: number
}

/** A fault queued for the calls it acts on. */
export interface Script {
  readonly id: string
  readonly scenario: string | null
  readonly fault: Fault
  readonly on: readonly Operation[]
  readonly orderId: string | null
  readonly merchantOrderId: string | null
  /** Calls left to act on. Null when it never ends. */
  readonly remaining: number | null
  /** Matching calls left to skip. */
  readonly skips: number
}

/** The part of a call that scripts are matched against. */
interface ScriptedCall {
  readonly operation: Operation
  readonly orders: readonly { readonly id: string; readonly merchantOrderId: string | null }[]
}

/** The queue of scripts. */
export interface Scripts {
  add(scenario: ScenarioId | Fault, target?: ScriptTarget): Script
  list(): Script[]
  remove(id: string): boolean
  clear(): void
  /** Takes the faults for this call, merged. A script that sets the same part as an earlier one stays queued. */
  take(call: ScriptedCall): Fault | undefined
}

// An order with a scenario's amount adds a script too: the cap keeps a load test of such amounts from growing without bound.
const maxScripts = 1_000

/** Creates an empty queue of scripts. */
export function createScripts(newId: () => string): Scripts {
  let scripts: Script[] = []

  const matches = (script: Script, call: ScriptedCall) => {
    if (!script.on.includes(call.operation)) return false
    if (script.orderId === null && script.merchantOrderId === null) return true
    return call.orders.some(
      (order) =>
        (script.orderId === null || order.id === script.orderId) &&
        (script.merchantOrderId === null || order.merchantOrderId === script.merchantOrderId),
    )
  }

  const consume = (script: Script): Script => {
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
      scripts = [...scripts, script].slice(-maxScripts)
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
        const conflicts =
          taken !== undefined && Object.keys(script.fault).some((key) => Object.hasOwn(taken ?? {}, key))
        if (conflicts || !matches(script, call)) {
          next.push(script)
          continue
        }
        if (script.skips === 0) taken = { ...taken, ...script.fault }
        const left = consume(script)
        if (left.remaining !== 0) next.push(left)
      }
      scripts = next
      return taken
    },
  }
}
