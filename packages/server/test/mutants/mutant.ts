/** A bug that somebody could make here, and the tests that have to see it. */
export interface Mutant {
  /** What the shop then does wrong. */
  readonly name: string
  /** The text that stands once in the file, from the package's root, and what the bug puts in its place. */
  readonly file: string
  readonly find: string
  readonly replacement: string
  readonly killedBy: Killer
}

/** Tests by their file, from the package's root, and a part of their full name. At least one of them has to fail. */
export interface Killer {
  readonly file: string
  readonly test: string
}
