/** What somebody who hears the page is told, and where the keyboard is, in order. */
export function startTranscript() {
  const lines: string[] = []
  const heard = new Map<Element, string>()
  let focused: Element = document.body

  const look = () => {
    const regions = [...document.querySelectorAll('output, [aria-live="polite"], [role="status"], [role="alert"]')]
    const modal = document.querySelector('dialog:modal')
    for (const region of regions) {
      // Behind a modal dialog nothing is heard.
      if (modal !== null && !modal.contains(region)) continue
      const text = textOf(region)
      const before = heard.get(region)
      heard.set(region, text)
      // A region that arrives together with its text is not announced.
      if (before !== undefined && before !== text && text !== '') lines.push(`says: ${text}`)
    }
    const { activeElement } = document
    if (activeElement === null || activeElement === focused) return
    focused = activeElement
    lines.push(`focus: ${nameOf(activeElement)}`)
  }
  look()
  const observer = new MutationObserver(look)
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  document.addEventListener('focusin', look)
  return {
    /** Everything so far. Takes the transcript to its end. */
    end(): string {
      look()
      observer.disconnect()
      document.removeEventListener('focusin', look)
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
