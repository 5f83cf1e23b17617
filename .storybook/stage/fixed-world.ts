const firstMoment = Date.UTC(2026, 10, 22, 12)

interface World {
  readonly Date: DateConstructor
  readonly random: () => number
  readonly setTimeout: typeof setTimeout
  readonly setInterval: typeof setInterval
}

let real: World | null = null
let leave: (() => void) | null = null

/**
 * Gives a story the same clock, ids and dice each time it is opened. Time starts at the same moment and passes
 * `timesFaster` than elsewhere, so that a story about waiting does not have to be waited for. Answers how to undo it.
 */
export function fixWorld(timesFaster = 1): () => void {
  // A story that only changes its looks stays where it is in time.
  if (leave !== null) return leave
  real ??= { Date, random: Math.random, setTimeout, setInterval }
  const world = real
  const startedAt = performance.now()
  const now = () => firstMoment + Math.floor((performance.now() - startedAt) * timesFaster)
  window.Date = new Proxy(world.Date, {
    construct: (target, args, newTarget): object =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, key): unknown => (key === 'now' ? now : Reflect.get(target, key)),
  })

  const roll = createDice(1042)
  Math.random = roll
  // Own properties, which hide the ones all crypto objects share and can be taken away again.
  Object.defineProperty(crypto, 'getRandomValues', {
    configurable: true,
    value: (array: Uint8Array) => array.map((_, index) => (array[index] = Math.floor(roll() * 256))),
  })
  if (timesFaster !== 1) {
    const hurried =
      (timer: typeof setTimeout | typeof setInterval) =>
      (handler: TimerHandler, ms = 0, ...args: unknown[]) =>
        Reflect.apply(timer, window, [handler, ms / timesFaster, ...args])
    Object.assign(window, { setTimeout: hurried(world.setTimeout), setInterval: hurried(world.setInterval) })
  }
  leave = () => {
    leave = null
    Math.random = world.random
    Object.assign(window, { Date: world.Date, setTimeout: world.setTimeout, setInterval: world.setInterval })
    Reflect.deleteProperty(crypto, 'getRandomValues')
  }
  return leave
}

/** Mulberry32: the same numbers in [0, 1) from the same seed. */
function createDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
