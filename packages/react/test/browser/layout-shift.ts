interface LayoutShift extends PerformanceEntry {
  readonly sources: readonly { readonly node: Node | null }[]
}

/** Records layout shifts from now on, including those right after an input, which the CLS score excludes. */
export function watchLayoutShifts() {
  const seen: PerformanceEntry[] = []
  const observer = new PerformanceObserver((list) => void seen.push(...list.getEntries()))
  observer.observe({ type: 'layout-shift' })
  return {
    /** The names of all elements that shifted so far. Waits for the next paint first. */
    async elements(): Promise<string[]> {
      await painted()
      seen.push(...observer.takeRecords())
      return seen.flatMap((entry) => (isLayoutShift(entry) ? entry.sources.flatMap(nameOf) : []))
    },
  }
}

/** Resolves when all changes so far have been painted. */
export async function painted(): Promise<void> {
  // One frame for layout, one for paint, one for the observers' callbacks.
  for (let frames = 0; frames < 3; frames += 1) {
    await new Promise((resolve) => {
      requestAnimationFrame(resolve)
    })
  }
}

function isLayoutShift(entry: PerformanceEntry): entry is LayoutShift {
  return entry.entryType === 'layout-shift' && 'sources' in entry
}

function nameOf({ node }: LayoutShift['sources'][number]): string[] {
  const element = node instanceof Element ? node : (node?.parentElement ?? null)
  // The element has been removed since.
  if (element === null) return []
  return [element.getAttribute('data-cardfile') ?? `${element.tagName.toLowerCase()}: ${element.textContent}`]
}
