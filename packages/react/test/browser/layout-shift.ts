interface LayoutShift extends PerformanceEntry {
  readonly sources: readonly { readonly node: Node | null }[]
}

/** What moves on the page from now on, as the browser sees it, right after an input too: the usual score forgives that. */
export function watchLayoutShifts() {
  const seen: PerformanceEntry[] = []
  const observer = new PerformanceObserver((list) => void seen.push(...list.getEntries()))
  observer.observe({ type: 'layout-shift' })
  return {
    /** Everything that moved so far, once all of it has been drawn. */
    async moved(): Promise<string[]> {
      await painted()
      seen.push(...observer.takeRecords())
      return seen.flatMap((entry) => (isLayoutShift(entry) ? entry.sources.flatMap(nameOf) : []))
    },
  }
}

/** Resolves when everything so far has been drawn. */
export async function painted(): Promise<void> {
  // One frame to lay it out, one to paint it, one for the observers to be told.
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
  // What is gone moves no more.
  if (element === null) return []
  return [element.getAttribute('data-cardfile') ?? `${element.tagName.toLowerCase()}: ${element.textContent}`]
}
