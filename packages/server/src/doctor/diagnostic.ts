/** A diagnostic about the wiring. It never holds a secret, or a part of one. */
export interface Diagnostic {
  /** A constant name, for scripts: `secret-short`. */
  readonly code: string
  /**
   * `error`: payments fail, or money, cards or secrets can be lost; `cardfile doctor` exits with 1. `warning`: worth a
   * change. `note`: could not be checked from here.
   */
  readonly level: 'error' | 'warning' | 'note'
  /** The fault, in one sentence. */
  readonly message: string
  /** The fix, in one sentence. */
  readonly remedy: string
}
