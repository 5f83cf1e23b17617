'use client'
import { useEffect } from 'react'

/** Does something once the page is painted and the browser has nothing better to do. `task` must stay the same function. */
export function useWhenIdle(task: () => unknown): void {
  useEffect(() => {
    // Safari has no idle callback.
    const whenIdle = globalThis.requestIdleCallback ?? setTimeout
    whenIdle(task)
  }, [task])
}
