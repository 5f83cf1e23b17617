'use client'
import { useEffect } from 'react'

/** Does something once the page is painted and the browser has nothing better to do. `task` must stay the same function. */
export function useWhenIdle(task: () => unknown): void {
  useEffect(() => {
    // Safari has no idle callback.
    if (!('requestIdleCallback' in globalThis)) {
      const timer = setTimeout(task, 200)
      return () => clearTimeout(timer)
    }
    const request = requestIdleCallback(task, { timeout: 2000 })
    return () => cancelIdleCallback(request)
  }, [task])
}
