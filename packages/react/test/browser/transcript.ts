/** Records what a screen reader announces and where focus moves, in order. */
export function startTranscript() {
  const lines: string[] = []
  const announced = new Map<Element, string>()
  let focused: Element = document.body

  const update = () => {
    const regions = [...document.querySelectorAll('output, [aria-live="polite"], [role="status"], [role="alert"]')]
    const modal = document.querySelector('dialog:modal')
    for (const region of regions) {
      // Live regions behind a modal dialog are inert.
      if (modal !== null && !modal.contains(region)) continue
      const text = textOf(region)
      const before = announced.get(region)
      announced.set(region, text)
      // A live region inserted together with its text is not announced.
      if (before !== undefined && before !== text && text !== '') lines.push(`says: ${text}`)
    }
    const { activeElement } = document
    if (activeElement === null || activeElement === focused) return
    focused = activeElement
    lines.push(`focus: ${nameOf(activeElement)}`)
  }
  update()
  const observer = new MutationObserver(update)
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  document.addEventListener('focusin', update)
  return {
    /** Stops recording and returns all lines. */
    end(): string {
      update()
      observer.disconnect()
      document.removeEventListener('focusin', update)
      return lines.join('\n')
    },
  }
}

function textOf(element: Element): string {
  return element.textContent.replaceAll(/\s+/g, ' ').trim()
}

function nameOf(element: Element): string {
  if (element === document.body) return 'nowhere'
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : element
  const role = element instanceof HTMLInputElement ? element.type : element.tagName.toLowerCase()
  return `${role} “${element.getAttribute('aria-label') ?? textOf(label ?? element)}”`
}
