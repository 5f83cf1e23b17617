/** A bug that could be made in the source, and the tests that have to kill it. */
export interface Mutant {
  /** The fault of the mutated shop, as a sentence. */
  readonly name: string
  /** Relative to the package. */
  readonly file: string
  /** Text that occurs in the file exactly once. */
  readonly find: string
  readonly replacement: string
  readonly killedBy: Killer
}

/** Tests, by their file and a part of their full name. At least one of them has to fail on the mutated source. */
export interface Killer {
  readonly file: string
  readonly test: string
}
