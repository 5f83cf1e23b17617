import type { CodeField, CodeSlot } from './code-slot.ts'
import { cvcFault, normalizeCvc } from './cvc.ts'

/**
 * The ref of the input for a security code, which announces it in `slot`. The digits stay in the DOM until the one press
 * that takes them; an input that goes away, or whose page does, is emptied first.
 */
export function codeRef(slot: CodeSlot): (input: HTMLInputElement | null) => void {
  let detach = () => {}
  return (input) => {
    detach()
    detach = input === null ? () => {} : attach(slot, input)
  }
}

function attach(slot: CodeSlot, input: HTMLInputElement): () => void {
  const read = () => normalizeCvc(input.value)
  const clear = () => {
    input.value = ''
  }
  // A page that goes into the browser's memory, or comes back out of it, keeps no code.
  const clearWhenRestored = (event: PageTransitionEvent) => event.persisted && clear()
  addEventListener('pagehide', clear)
  addEventListener('pageshow', clearWhenRestored)
  const field: CodeField = {
    fault: ({ brand, cvc }) => cvcFault(read(), brand, cvc),
    take() {
      const code = read()
      clear()
      return code
    },
    focus: () => input.focus(),
  }
  slot.field = field
  return () => {
    clear()
    removeEventListener('pagehide', clear)
    removeEventListener('pageshow', clearWhenRestored)
    if (slot.field === field) slot.field = null
  }
}
