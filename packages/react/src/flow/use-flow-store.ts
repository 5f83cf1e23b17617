'use client'
import type { Payment } from '@cardfile/contract'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useCardfile } from '../provider/cardfile-context.ts'
import { importCalls } from '../client/client.ts'
import type { FlowStore } from './flow-store.ts'
import { inTime } from './in-time.ts'
import { idle, viewOf, type FlowStep, type Notice } from './payment-flow.ts'
import { useWhenIdle } from './use-when-idle.ts'

type Flow = Pick<Awaited<ReturnType<typeof importFlow>>, 'flowStoreOf'>
/** What a press is shown as while it waits. */
type UnderWay = 'paying' | 'cancelling' | 'leaving'

const importFlow = () => import('./flow-store.ts')
let loaded: Flow | undefined

/** Loads what a press needs. Sends nothing to the shop's backend. */
async function loadFlow(): Promise<Flow> {
  // What sends the request comes along, so that no press finds out halfway that it cannot be sent.
  const [flow] = await Promise.all([importFlow(), importCalls()])
  return (loaded = flow)
}

const nothing: Pick<FlowStore, 'getStep' | 'subscribe'> = { getStep: () => idle, subscribe: () => () => {} }
const getServerStep = () => idle

/**
 * The step of a checkout, and how to take another. What takes it is loaded once the page is painted; a press that is
 * quicker is kept, shown as under way, and carried out once: unless that is too late, or the page has moved on.
 */
export function useFlowStore(checkoutId: string | null, payment: Payment | null, isLoading: boolean) {
  const { queryClient } = useCardfile('a pay hook or part')
  const [flow, setFlow] = useState(loaded)
  const [waiting, setWaiting] = useState<{ readonly checkoutId: string; readonly step: FlowStep } | null>(null)
  const store = flow && checkoutId !== null ? flow.flowStoreOf(queryClient, checkoutId) : null
  const { subscribe, getStep } = store ?? nothing
  const step = useSyncExternalStore(subscribe, getStep, getServerStep)

  // What fails here is asked for again at the press.
  useWhenIdle(
    useCallback(() => void loadFlow().then(setFlow, () => {}), []),
    isLoading,
  )

  const isKept = useRef(false)
  const shownId = useRef<string | null>(null)
  useEffect(() => {
    shownId.current = checkoutId
    return () => {
      shownId.current = null
    }
  }, [checkoutId])

  async function keep(shownAs: UnderWay, action: (store: FlowStore) => void): Promise<void> {
    // Two presses in one task see the same render; this they see too.
    if (checkoutId === null || isKept.current) return
    if (shownAs === 'paying' && !viewOf(idle, payment).mayPay) return
    isKept.current = true
    setWaiting({ checkoutId, step: { step: shownAs } })
    const it = await inTime(loadFlow)
    isKept.current = false
    if (shownId.current !== checkoutId) return setWaiting(null)
    if (it === undefined) {
      const notice: Notice = { kind: 'not_loaded', paymentId: payment?.id ?? null }
      return setWaiting({ checkoutId, step: { step: 'idle', notice } })
    }
    setWaiting(null)
    setFlow(it)
    action(it.flowStoreOf(queryClient, checkoutId))
  }

  const kept = waiting?.checkoutId === checkoutId ? waiting.step : null
  return {
    store,
    // A kept press is shown until it is carried out. What carries it out may be there a moment sooner, and knows nothing of it.
    step: kept && (store === null || kept.step !== 'idle') ? kept : step,
    act: (shownAs: UnderWay, action: (store: FlowStore) => void) =>
      store === null ? void keep(shownAs, action) : action(store),
  }
}
