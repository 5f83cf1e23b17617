import type { CvcInput, CvcInputSlot } from '../state/cvc-input.ts'
import { cvcFault, normalizeCvc } from './cvc.ts'

/**
 * The ref of the input for the CVC, which fills `slot`. The digits stay in the DOM until the one press that takes them. The
 * input is emptied when it unmounts and when its page is hidden.
 */
export function createCvcRef(slot: CvcInputSlot): (input: HTMLInputElement | null) => void {
  let detach = () => {}
  return (input) => {
    detach()
    detach = input === null ? () => {} : attach(slot, input)
  }
}

function attach(slot: CvcInputSlot, element: HTMLInputElement): () => void {
  const read = () => normalizeCvc(element.value)
  const clear = () => {
    element.value = ''
  }
  const listening = new AbortController()
  const { signal } = listening
  // A page in bfcache, or restored from it, keeps no CVC.
  addEventListener('pagehide', clear, { signal })
  addEventListener('pageshow', ({ persisted }) => persisted && clear(), { signal })
  const input: CvcInput = {
    fault: ({ brand, cvc }) => cvcFault(read(), brand, cvc),
    take() {
      const cvc = read()
      clear()
      return cvc
    },
    focus: () => element.focus(),
  }
  slot.current = input
  return () => {
    clear()
    listening.abort()
    if (slot.current === input) slot.current = null
  }
}
