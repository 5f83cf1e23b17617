const startOfTime = Date.UTC(2026, 10, 22, 12)

interface Originals {
  readonly Date: DateConstructor
  readonly random: () => number
  readonly setTimeout: typeof setTimeout
  readonly setInterval: typeof setInterval
}

let originals: Originals | null = null
let restoreCurrent: (() => void) | null = null

/**
 * Gives a story the same clock, ids and random numbers each time it opens. Time starts at a fixed moment and passes
 * `timesFaster`, so that a story about waiting plays quickly. Returns a function that restores the originals.
 */
export function makeDeterministic(timesFaster = 1): () => void {
  // A rerender, such as a switch to dark, keeps the story's time.
  if (restoreCurrent !== null) return restoreCurrent
  originals ??= { Date, random: Math.random, setTimeout, setInterval }
  const original = originals
  const startedAt = performance.now()
  const now = () => startOfTime + Math.floor((performance.now() - startedAt) * timesFaster)
  window.Date = new Proxy(original.Date, {
    construct: (target, args, newTarget): object =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, key): unknown => (key === 'now' ? now : Reflect.get(target, key)),
  })

  const random = createRandom(1042)
  Math.random = random
  // An own property: it shadows the prototype's method, and deleting it restores that.
  Object.defineProperty(crypto, 'getRandomValues', {
    configurable: true,
    value: (array: Uint8Array) => array.map((_, index) => (array[index] = Math.floor(random() * 256))),
  })
  if (timesFaster !== 1) {
    const accelerate =
      (timer: typeof setTimeout | typeof setInterval) =>
      (handler: TimerHandler, ms = 0, ...args: unknown[]) =>
        Reflect.apply(timer, window, [handler, ms / timesFaster, ...args])
    Object.assign(window, {
      setTimeout: accelerate(original.setTimeout),
      setInterval: accelerate(original.setInterval),
    })
  }
  restoreCurrent = () => {
    restoreCurrent = null
    Math.random = original.random
    Object.assign(window, {
      Date: original.Date,
      setTimeout: original.setTimeout,
      setInterval: original.setInterval,
    })
    Reflect.deleteProperty(crypto, 'getRandomValues')
  }
  return restoreCurrent
}

/** Mulberry32, a seeded generator of numbers in [0, 1). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
