'use client'
import { useEffect } from 'react'

/**
 * Does something once the page is painted and the browser has nothing better to do; not while the part itself still loads
 * what it is to show. `task` must stay the same function.
 */
export function useWhenIdle(task: () => unknown, isLoading: boolean): void {
  useEffect(() => {
    if (isLoading) return
    // Safari has no idle callback.
    const whenIdle = globalThis.requestIdleCallback ?? setTimeout
    whenIdle(task)
  }, [task, isLoading])
}
