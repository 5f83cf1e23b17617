import { type CvcRun, expectNoTrace, expectNoTraceOfCvcs } from '@cardfile/contract/conformance'
import { dehydrate, QueryClient } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, useEffect, useRef, useState, type ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { Checkout } from '../checkout/checkout.tsx'
import { createCardfileClient } from '../client/client.ts'
import { CardfileProvider } from '../provider/cardfile-provider.tsx'
import { createFakeBackend } from '../testing/fake-backend.ts'
import { amex, withCvc } from '../testing/fixtures.ts'
import type { Scenario } from '../testing/scenarios.ts'

/** One for each run. A leak shows in every run, a coincidence in few. */
const cvcs = ['7391', '0826', '5548', '9913', '2074'] as const

interface Tools {
  readonly queryClient: QueryClient
  readonly input: HTMLInputElement
  readonly send: (path: string, init: RequestInit) => void
}

/** Plants a leak. Called with the CVC as soon as it is typed. */
type Plant = (cvc: string, tools: Tools) => void

/** Plays one scenario with one CVC. Returns every sink that the CVC could reach, by name. */
async function play(
  scenario: Scenario,
  cvc: string,
  plant: Plant = () => {},
  around = (ui: ReactNode) => ui,
): Promise<CvcRun> {
  const seen: Record<string, string[]> = { requests: [], navigation: [], events: [], errors: [], console: [] }
  const note = (name: string, value: unknown) => void seen[name]?.push(toReachableText(value))
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...args) => note('console', args)),
  )
  const histories = (['pushState', 'replaceState'] as const).map((way) => vi.spyOn(history, way))
  const noteError = (event: ErrorEvent | PromiseRejectionEvent) => {
    note('errors', 'reason' in event ? event.reason : [event.message, event.error])
    event.preventDefault()
  }
  addEventListener('error', noteError)
  addEventListener('unhandledrejection', noteError)

  const backend = createFakeBackend({ scenario, cards: [withCvc({ ...amex, isDefault: true }, 'required')] })
  const fetch = (url: string, init: RequestInit) => {
    // Only the body of a press may hold the CVC.
    const isPress = init.method === 'POST' && url.endsWith('/payments')
    note('requests', [url, init.method, init.headers, isPress ? null : init.body])
    return backend.fetch(url, init)
  }
  const queryClient = new QueryClient({ defaultOptions: { queries: { retryDelay: 10 } } })
  queryClient.getQueryCache().subscribe((event) => note('events', event))
  queryClient.getMutationCache().subscribe((event) => note('events', event))
  const user = userEvent.setup({ delay: null })
  const { container, unmount } = render(
    <StrictMode>
      <CardfileProvider
        client={createCardfileClient({ endpoint: '/api/cardfile', fetch })}
        queryClient={queryClient}
        navigate={(url) => note('navigation', url)}
      >
        {around(<Checkout checkoutId="order-1042" />)}
      </CardfileProvider>
    </StrictMode>,
  )
  const input = await screen.findByLabelText<HTMLInputElement>('Security code')
  await user.type(input, cvc)
  expect(input).toHaveValue(cvc)
  const whileTyped = document.documentElement.outerHTML
  act(() => plant(cvc, { queryClient, input, send: (path, init) => void fetch(path, init) }))
  await user.click(screen.getByRole('button', { name: 'Pay €12.95' }))
  await waitFor(() => expect(backend.requests.some(({ hadCvc }) => hadCvc)).toBe(true))
  await act(() => new Promise((resolve) => setTimeout(resolve)))

  const sinks = {
    ...seen,
    markup: [whileTyped, document.documentElement.outerHTML],
    // The input must be empty even after it has left the page.
    fields: [input.value, ...Array.from(document.querySelectorAll('input'), ({ value }) => value)],
    react: toFiberText(container),
    'query cache': toReachableText(queryClient.getQueryCache().getAll()),
    'mutation cache': toReachableText(queryClient.getMutationCache().getAll()),
    dehydrated: JSON.stringify(
      dehydrate(queryClient, { shouldDehydrateMutation: () => true, shouldDehydrateQuery: () => true }),
    ),
    'local storage': JSON.stringify(localStorage),
    'session storage': JSON.stringify(sessionStorage),
    cookies: document.cookie,
    address: location.href,
    history: toReachableText([history.state, histories.map(({ mock }) => mock.calls)]),
    globals: toReachableText(Object.entries(globalThis).filter(([name]) => name.startsWith('cardfile'))),
  }
  unmount()
  cleanup()
  tidyUp()
  removeEventListener('error', noteError)
  removeEventListener('unhandledrejection', noteError)
  for (const spy of [...spies, ...histories]) spy.mockRestore()
  return { cvc, sinks }
}

function tidyUp(): void {
  localStorage.clear()
  sessionStorage.clear()
  document.cookie = 'cvc=; max-age=0'
  history.replaceState(null, '', '/')
  document.documentElement.removeAttribute('data-cvc')
}

it.each([
  'approves',
  'card_declined',
  'cvc_incorrect',
  'step_up',
  'answer_lost',
  'price_changes',
  'signed_out_at_press',
  'unavailable',
] as const)('leaves no security code anywhere in the page: %s', { timeout: 60_000 }, async (scenario) => {
  const runs: CvcRun[] = []
  for (const cvc of cvcs) runs.push(await play(scenario, cvc))
  expectNoTraceOfCvcs(runs)
})

const keptPrefix = '937150'

/** Leaks every typed value into React state, a ref or props. */
function Leaky({ way, children }: { readonly way: 'state' | 'ref' | 'props'; readonly children: ReactNode }) {
  const [kept, keep] = useState('')
  const ref = useRef('')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const root = box.current
    const note = (event: Event) => {
      if (!(event.target instanceof HTMLInputElement) || event.target.value === '') return
      const value = keptPrefix + event.target.value
      if (way === 'ref') ref.current = value
      else keep(value)
    }
    root?.addEventListener('input', note)
    return () => root?.removeEventListener('input', note)
  }, [way])
  return (
    <div ref={box}>
      {way === 'props' && <PropHolder value={kept} />}
      {children}
    </div>
  )
}

function PropHolder({ value }: { readonly value: string }) {
  return value === '' ? null : <hr hidden />
}

const later = (work: () => unknown) => void setTimeout(work)

const PLANTS: Readonly<Record<string, readonly [sink: string, Plant]>> = {
  'an attribute': ['markup', (cvc) => document.documentElement.setAttribute('data-cvc', cvc)],
  'an attribute, escaped': [
    'markup',
    (cvc) => document.documentElement.setAttribute('data-cvc', `"&${cvc.split('').join(' ')}`),
  ],
  'the field itself': ['fields', (cvc, { input }) => later(() => (input.value = cvc))],
  'a query’s key': ['query cache', (cvc, { queryClient }) => void queryClient.setQueryData(['pay', cvc], 1)],
  'a query’s data': ['query cache', (cvc, { queryClient }) => void queryClient.setQueryData(['pay'], { cvc })],
  'a removed query': [
    'events',
    (cvc, { queryClient }) => {
      queryClient.setQueryData(['pay'], { cvc })
      queryClient.removeQueries({ queryKey: ['pay'] })
    },
  ],
  'a mutation’s variables': [
    'mutation cache',
    (cvc, { queryClient }) => {
      const mutation = queryClient.getMutationCache().build(queryClient, { mutationFn: () => new Promise(() => {}) })
      void mutation.execute({ cvc })
    },
  ],
  'a dehydrated query': [
    'dehydrated',
    (cvc, { queryClient }) => void queryClient.setQueryData(['pay'], btoa(`cvc ${cvc}`)),
  ],
  'local storage': ['local storage', (cvc) => localStorage.setItem('draft', JSON.stringify({ cvc }))],
  'session storage': ['session storage', (cvc) => sessionStorage.setItem(cvc, '1')],
  'a cookie': ['cookies', (cvc) => (document.cookie = `cvc=${cvc}`)],
  'the address': ['address', (cvc) => (location.hash = `#cvc=${cvc}`)],
  'the history': ['history', (cvc) => history.replaceState({ cvc }, '')],
  'a past entry of the history': [
    'history',
    (cvc) => {
      history.replaceState({ cvc }, '')
      history.replaceState(null, '')
    },
  ],
  // oxlint-disable-next-line no-console -- the leak to detect
  'the console': ['console', (cvc) => console.warn('paying', { method: { cvc } })],
  'an error’s message': [
    'errors',
    (cvc) => later(() => dispatchEvent(new ErrorEvent('error', { message: `bad ${cvc}` }))),
  ],
  'an error’s cause': [
    'errors',
    (cvc) => dispatchEvent(new ErrorEvent('error', { error: new Error('x', { cause: { cvc } }) })),
  ],
  'a header': [
    'requests',
    (cvc, { send }) => send('/api/cardfile/cards', { method: 'GET', headers: { 'x-cvc': cvc } }),
  ],
  'a query string': ['requests', (cvc, { send }) => send(`/api/cardfile/cards?cvc=${cvc}`, { method: 'GET' })],
  'another request’s body': [
    'requests',
    (cvc, { send }) => send('/track', { method: 'POST', body: `{"cvc":"${cvc}"}` }),
  ],
}

/** Too long to occur by chance, so one run proves that a sink is searched. */
const canary = '937150284'

it.each(Object.entries(PLANTS))('detects a leak into %s', async (_, [sink, plant]) => {
  const { sinks } = await play('approves', cvcs[0], (__, tools) => plant(canary, tools))
  expect(() => expectNoTrace(canary, sinks)).toThrow(`${sink} (`)
})

it.each(['state', 'ref', 'props'] as const)('detects a leak into React’s %s', async (way) => {
  const { cvc, sinks } = await play('approves', cvcs[0], undefined, (ui) => <Leaky way={way}>{ui}</Leaky>)
  expect(() => expectNoTrace(keptPrefix + cvc, sinks)).toThrow('react (')
})

/** Everything reachable from a value, as text, except the DOM, which is searched separately. */
function toReachableText(root: unknown): string {
  const seen = new Set<unknown>()
  const parts: string[] = []
  const queue = [root]
  while (queue.length > 0) {
    const value = queue.pop()
    // Stack frames, timestamps and fractions contain any four digits by chance, and no typed text.
    if (typeof value === 'string') parts.push(value.replaceAll(/^\s*at .*$/gm, ''))
    if (Number.isInteger(value) && Math.abs(Number(value)) < 1e9) parts.push(String(value))
    if (typeof value !== 'object' || value === null || seen.has(value) || value instanceof Node) continue
    seen.add(value)
    if (value instanceof Map || value instanceof Set || value instanceof Headers) queue.push(...value)
    for (const name of Reflect.ownKeys(value)) {
      if (typeof name === 'string') parts.push(name)
      queue.push(Object.getOwnPropertyDescriptor(value, name)?.value)
    }
  }
  return parts.join('\n')
}

/** React's fibers as text: props, state, refs and context of every component. */
function toFiberText(container: HTMLElement): string {
  const element = container.firstElementChild ?? container
  const key = Object.keys(element).find((name) => name.startsWith('__reactFiber'))
  if (key === undefined) throw new Error('The element has no React fiber.')
  return toReachableText(Reflect.get(element, key))
}
