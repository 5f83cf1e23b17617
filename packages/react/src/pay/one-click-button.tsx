'use client'
import { forwardRef, useCallback, useRef, useState } from 'react'
import { cardName } from '../cards/card-name.ts'
import { defaultCard } from '../cards/default-card.ts'
import { useGlance } from '../checkout/use-glance.ts'
import { importCalls } from '../client/client.ts'
import { inTime } from '../flow/in-time.ts'
import { useWhenIdle } from '../flow/use-when-idle.ts'
import { buttonEn } from '../messages/en-button.ts'
import { useWords } from '../provider/use-words.ts'
import { StatusLine } from '../status/status-line.tsx'
import type { KeptPress, OneClick, OneClickView } from './one-click-flow.tsx'
import { PayButton, type PayButtonAttributes } from './pay-button.tsx'

const importFlow = () => import('./one-click-flow.tsx')
type Flow = Awaited<ReturnType<typeof importFlow>>['OneClickFlow']

/**
 * Loads all that a press needs, so that none finds out halfway that it cannot be carried out. The same modules as in
 * `use-flow-store.ts`: a shared one would part the first load into two files, for 120 bytes more.
 */
async function loadFlow(): Promise<Flow> {
  const [{ OneClickFlow }] = await Promise.all([importFlow(), import('../flow/flow-store.ts'), importCalls()])
  return OneClickFlow
}

/**
 * A pay button that is a whole checkout by itself. At first it is only what a glance at the checkout shows: a customer
 * who has not paid yet, and a card to pay with. For anything else, and for the press itself, it waits for its flow, which
 * is loaded once the page is painted.
 */
export const OneClickButton = forwardRef<HTMLButtonElement, PayButtonAttributes & OneClick>(function OneClickButton(
  { source, confirm, onSucceeded, ...rest },
  ref,
) {
  const { words, locale, direction } = useWords('button', buttonEn, '<PayWithSavedCardButton>')
  const [Flow, setFlow] = useState<Flow>()
  const [view, show] = useState<OneClickView>()
  const [press, setPress] = useState<'kept' | 'lost'>()
  const kept = useRef<KeptPress | null>(null)
  const checkoutId = typeof source === 'string' ? source : null
  const { data: checkout, isLoading } = useGlance(view ? null : checkoutId)
  const card = checkout?.payment === null ? defaultCard(checkout.cards) : undefined

  const load = useCallback(async () => {
    const flow = await inTime(loadFlow)
    if (flow) return setFlow(flow)
    kept.current = null
    setPress('lost')
  }, [])
  useWhenIdle(load, isLoading)
  const keep = () => {
    // Two presses in one task see the same render; this they see too.
    if (kept.current) return
    kept.current = { at: Date.now(), checkout, card }
    setPress('kept')
    void load()
  }

  const isKept = press === 'kept'
  const isStart = checkoutId === null && !isKept
  const glance = {
    checkout: card && checkout && !(isKept && confirm === 'dialog') ? checkout : null,
    mayPay: !isKept,
    state: isKept ? 'paying' : 'ready',
    pay: keep,
  } as const
  const shown = view ?? {
    state: glance.checkout ? glance.state : 'loading',
    button: {
      part: 'pay-with-saved-card-button',
      checkout: glance,
      cardName: card && cardName(card, words, direction),
      isStart,
    },
    status:
      press === 'lost'
        ? {
            report: { tone: 'bad', text: words.notLoaded, detail: words.nothingTaken },
            state: 'not_loaded',
            // A browser remembers that a script could not be loaded, and does not ask for it again before the page is new.
            retry: () => location.reload(),
          }
        : { report: { tone: 'quiet' }, state: 'ready' },
  }
  return (
    <div data-cardfile="one-click" data-state={shown.state} lang={locale} dir={direction}>
      {Flow && <Flow source={source} confirm={confirm} onSucceeded={onSucceeded} kept={kept} onView={show} />}
      {view?.parts}
      {shown.button && <PayButton {...rest} ref={ref} {...shown.button} />}
      <StatusLine {...shown.status} />
    </div>
  )
})
