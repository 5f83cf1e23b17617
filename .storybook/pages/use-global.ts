import { useEffect, useState } from 'react'
import { addons } from 'storybook/preview-api'
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events'
import { initialGlobals } from '../toolbar/toolbar.ts'

interface GlobalsEvent {
  readonly globals: Readonly<Record<string, unknown>>
}

/** A toolbar choice, on a docs page; Storybook's own `useGlobals` works in stories only. */
export function useGlobal(name: keyof typeof initialGlobals): string {
  const [value, setValue] = useState(() => currentValue(name))
  useEffect(() => {
    const channel = addons.getChannel()
    const update = ({ globals }: GlobalsEvent) => setValue(String(globals[name]))
    channel.on(GLOBALS_UPDATED, update)
    channel.on(SET_GLOBALS, update)
    return () => {
      channel.off(GLOBALS_UPDATED, update)
      channel.off(SET_GLOBALS, update)
    }
  }, [name])
  return value
}

function currentValue(name: keyof typeof initialGlobals): string {
  const channel = addons.getChannel()
  const [event]: [GlobalsEvent?] = channel.last(GLOBALS_UPDATED) ?? channel.last(SET_GLOBALS) ?? []
  return String(event?.globals[name] ?? initialGlobals[name])
}
