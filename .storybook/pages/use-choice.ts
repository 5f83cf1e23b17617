import { useEffect, useState } from 'react'
import { addons } from 'storybook/preview-api'
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events'
import { initialGlobals } from '../toolbar/toolbar.ts'

interface Told {
  readonly globals: Readonly<Record<string, unknown>>
}

/** What is chosen in the toolbar, on a page that is not a story. */
export function useChoice(name: keyof typeof initialGlobals): string {
  const [chosen, choose] = useState(() => lastTold(name))
  useEffect(() => {
    const channel = addons.getChannel()
    const hear = ({ globals }: Told) => choose(String(globals[name]))
    channel.on(GLOBALS_UPDATED, hear)
    channel.on(SET_GLOBALS, hear)
    return () => {
      channel.off(GLOBALS_UPDATED, hear)
      channel.off(SET_GLOBALS, hear)
    }
  }, [name])
  return chosen
}

function lastTold(name: keyof typeof initialGlobals): string {
  const channel = addons.getChannel()
  const [told]: [Told?] = channel.last(GLOBALS_UPDATED) ?? channel.last(SET_GLOBALS) ?? []
  return String(told?.globals[name] ?? initialGlobals[name])
}
