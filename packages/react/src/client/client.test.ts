import { expect, it, vi } from 'vitest'
import { createFakeBackend } from '../testing/fake-backend.ts'
import { visa, withCvc } from '../testing/fixtures.ts'
import { createCardfileClient } from './client.ts'
import { ProblemError } from './problem-error.ts'
import { NoAnswerError } from './no-answer-error.ts'

const endpoint = '/api/cardfile'
const answering = (body: string, init?: ResponseInit) => () => Promise.resolve(new Response(body, init))

it('calls every route of the contract', async () => {
  const { fetch, requests } = createFakeBackend({ cards: [visa] })
  const client = createCardfileClient({ endpoint, fetch })
  const { quote } = await client.getCheckout('order-1042')
  const open = await client.pay(
    { checkoutId: 'order-1042', quote, method: { type: 'new-card', save: null } },
    { idempotencyKey: 'one' },
  )
  expect(open.status).toBe('redirect')
  expect(await client.getPayment(open.id)).toEqual(open)
  expect((await client.cancelPayment(open.id)).status).toBe('cancelled')
  expect(await client.listSavedCards()).toHaveLength(1)
  expect(await client.setDefaultCard(visa.id)).toHaveLength(1)
  await client.removeSavedCard(visa.id)
  expect(await client.listSavedCards()).toHaveLength(0)
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /checkouts/order-1042',
    'POST /payments',
    'GET /payments/payment-1',
    'POST /payments/payment-1/cancel',
    'GET /cards',
    'PUT /cards/card-visa/default',
    'DELETE /cards/card-visa',
    'GET /cards',
  ])
})

it('resolves with a decline', async () => {
  const { fetch } = createFakeBackend({ cards: [visa], scenario: 'card_declined' })
  const client = createCardfileClient({ endpoint, fetch })
  const { quote } = await client.getCheckout('order-1042')
  const method = { type: 'saved-card', cardId: visa.id } as const
  const payment = await client.pay({ checkoutId: 'order-1042', quote, method }, { idempotencyKey: 'one' })
  expect(payment).toMatchObject({ status: 'declined', decline: { reason: 'card_declined' } })
})

it('rejects with a problem that carries what a screen needs and nothing of the request', async () => {
  const { fetch } = createFakeBackend({ cards: [withCvc(visa, 'required')], scenario: 'too_many_attempts' })
  const client = createCardfileClient({ endpoint, fetch })
  const { quote } = await client.getCheckout('order-1042')
  const method = { type: 'saved-card', cardId: visa.id, cvc: '739' } as const
  const problem: unknown = await client
    .pay({ checkoutId: 'order-1042', quote, method }, { idempotencyKey: 'one' })
    .catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(ProblemError)
  expect(problem).toMatchObject({ code: 'too_many_attempts', status: 429, retryAfterSeconds: 3600 })
  expect(JSON.stringify(problem) + String(problem) + String(problem instanceof Error && problem.stack)).not.toContain(
    '739',
  )
})

it.each([
  ['a page of a proxy', '<html>Bad gateway</html>', 502],
  ['an empty body', '', 200],
  ['an answer of another shape', '{"hello":1}', 200],
  ['a problem of another server', '{"type":"about:blank","title":"Forbidden","status":403}', 403],
])('rejects with NoAnswerError for %s', async (_, body, status) => {
  const client = createCardfileClient({ endpoint, fetch: answering(body, { status }) })
  await expect(client.getCheckout('order-1042')).rejects.toBeInstanceOf(NoAnswerError)
})

it('keeps nothing of an error that the shop’s own fetch throws', async () => {
  const fetch = () => Promise.reject(new Error('POST failed with body {"cvc":"739"}'))
  const error: unknown = await createCardfileClient({ endpoint, fetch })
    .getCheckout('order-1042')
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(NoAnswerError)
  expect(error).not.toHaveProperty('cause')
  expect(String(error)).not.toContain('739')
})

it('reads an unknown status as confirming', async () => {
  const payment = {
    id: 'p',
    checkoutId: 'c',
    status: 'teleported',
    amount: { value: 1, currency: 'EUR' },
    method: { type: 'new-card', saving: false },
    mayPayAgain: true,
    updatedAt: '2026-11-22T12:00:00Z',
  }
  const client = createCardfileClient({ endpoint, fetch: answering(JSON.stringify(payment)) })
  expect(await client.getPayment('p')).toMatchObject({ status: 'confirming', mayPayAgain: false })
})

it('sends its language, its headers and the customer’s session, also to another origin', async () => {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(answering('{"cards":[]}'))
  const headers = () => ({ 'x-csrf-token': 'abc' })
  await createCardfileClient({ endpoint, fetch, headers }).withLocale('de-AT').listSavedCards()
  await createCardfileClient({ endpoint: 'https://pay.example/cardfile/', fetch }).listSavedCards()
  const [[, own], [elsewhereUrl, elsewhere]] = [fetch.mock.calls[0] ?? [], fetch.mock.calls[1] ?? []]
  expect(own).toMatchObject({
    headers: { 'accept-language': 'de-AT', 'x-csrf-token': 'abc' },
    credentials: 'include',
    redirect: 'error',
    cache: 'no-store',
  })
  expect(elsewhereUrl).toBe('https://pay.example/cardfile/cards')
  expect(elsewhere).toMatchObject({ credentials: 'include' })
})
