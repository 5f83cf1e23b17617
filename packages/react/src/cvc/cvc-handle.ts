import { normalizeCvc } from './cvc.ts'

/**
 * The only way to a security code. It knows the input, never the digits: they stay in the DOM until the one press that
 * takes them.
 */
export interface CvcHandle {
  /** Callback ref for the input. An input that goes away is emptied first. */
  readonly attach: (input: HTMLInputElement | null) => void
  /** Whether what stands in the input now passes. Tells nothing else about it. */
  readonly check: <Fault>(judge: (code: string) => Fault) => Fault
  /** The code, once: the input is empty afterwards. */
  readonly take: () => string
  /** Empties the input. */
  readonly clear: () => void
  /** Puts the cursor into the input; does nothing when there is none. */
  readonly focus: () => void
}

/** Makes the handle of one input. */
export function createCvcHandle(): CvcHandle {
  let input: HTMLInputElement | null = null
  const read = () => normalizeCvc(input?.value ?? '')
  const clear = () => {
    if (input !== null) input.value = ''
  }
  return {
    attach(next) {
      if (next === null) clear()
      input = next
    },
    check: (judge) => judge(read()),
    take() {
      const code = read()
      clear()
      return code
    },
    clear,
    focus: () => input?.focus(),
  }
}
