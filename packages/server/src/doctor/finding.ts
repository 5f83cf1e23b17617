/** Something about the wiring that the shop's engineer should know. It never holds a secret, or a part of one. */
export interface Finding {
  /** A constant name, for scripts: `secret-short`. */
  readonly code: string
  /**
   * `error`: payments fail, or money, cards or secrets can be lost; `cardfile doctor` ends with 1. `warning`: worth a
   * change. `note`: could not be looked at from here.
   */
  readonly level: 'error' | 'warning' | 'note'
  /** What is the matter, in one sentence. */
  readonly message: string
  /** What to do about it, in one sentence. */
  readonly remedy: string
}
