import { IDEMPOTENCY_KEY_HEADER } from '../idempotency-key-header.ts'
import type { ProblemCode } from '../problem.ts'
import { routes } from '../routes.ts'
import { requireProblem, requireSame } from './answer.ts'
import type { ConformanceBackend, ConformanceCase } from './backend.ts'
import { createVisitor, newCard, newCardholder, newVisitor, savedCard, type Sending } from './visitor.ts'

const all = Object.values(routes)
const changing = all.filter(({ method }) => method !== 'GET')
const missingIds = ['x', crypto.randomUUID(), '%20', '%', 'null', 'a'.repeat(129)]

/** Prepares a valid payment request, which `send` can alter. */
async function preparePress(backend: ConformanceBackend) {
  const visitor = await newVisitor(backend)
  const checkoutId = await visitor.newCheckout()
  const body = { checkoutId, quote: (await visitor.getCheckout(checkoutId)).quote, method: newCard }
  const key = crypto.randomUUID()
  return {
    body,
    send: (wrong: Sending) =>
      visitor.send('POST', '/payments', {
        ...(wrong.text === undefined && { body }),
        ...wrong,
        headers: { [IDEMPOTENCY_KEY_HEADER]: key, ...wrong.headers },
      }),
  }
}

/** A malformed payment request leaves the checkout unchanged: the same key pays afterwards. */
function refusesMalformed(
  name: string,
  code: ProblemCode,
  toWrong: (body: Awaited<ReturnType<typeof preparePress>>['body']) => readonly Sending[],
): ConformanceCase {
  return {
    name,
    async run(backend) {
      const press = await preparePress(backend)
      for (const wrong of toWrong(press.body)) await requireProblem(await press.send(wrong), code)
      requireSame((await press.send({})).status, 201, 'The answer to the valid request')
    },
  }
}

const header = (name: string, ...values: readonly (string | undefined)[]) =>
  values.map((value): Sending => ({ headers: { [name]: value } }))

const form: readonly ConformanceCase[] = [
  refusesMalformed('refuses unknown fields at any depth', 'invalid_request', (body) => {
    const save = { consentVersion: 'v', locale: 'en' }
    return [
      { ...body, amount: 1 },
      { ...body, customerId: 'bob' },
      { ...body, method: { ...newCard, cardId: 'x' } },
      { ...body, method: { type: 'new-card', save: { ...save, at: 'now' } } },
      { ...body, method: { type: 'saved-card', cardId: 'x', vaultToken: 'y' } },
    ].map((wrong) => ({ body: wrong }))
  }),
  refusesMalformed('refuses a body with missing or invalid fields', 'invalid_request', (body) => [
    ...['', '{', '[]', 'null', '"pay"', '1'].map((text) => ({ text })),
    ...[
      { ...body, checkoutId: undefined },
      { ...body, quote: '' },
      { ...body, quote: 1 },
      { ...body, method: undefined },
      { ...body, method: { type: 'cash' } },
      { ...body, method: { type: 'new-card' } },
      { ...body, method: { type: 'new-card', save: { consentVersion: '', locale: 'en' } } },
      { ...body, method: { type: 'saved-card' } },
      { ...body, method: { type: 'saved-card', cardId: 'x', cvc: null } },
    ].map((wrong) => ({ body: wrong })),
  ]),
  refusesMalformed('refuses a missing, empty or overlong idempotency key', 'invalid_request', () =>
    header(IDEMPOTENCY_KEY_HEADER, undefined, '', 'k'.repeat(256)),
  ),
  refusesMalformed('refuses a media type that is not JSON', 'unsupported_media_type', () => [
    ...header('content-type', undefined, 'text/plain', 'application/jsonp', 'multipart/form-data; boundary=json'),
  ]),
  refusesMalformed('refuses a body that is too large', 'payload_too_large', (body) => [
    { body: { ...body, quote: 'x'.repeat(64 * 1024) } },
  ]),
  {
    name: 'refuses every state-changing request of another site, also with a session',
    async run(backend) {
      const visitor = await newVisitor(backend)
      for (const { method, path } of changing) {
        for (const origin of ['https://evil.example', 'null', `${new URL(backend.url).origin}.evil.example`]) {
          const at = path.replace(/:\w+/, 'x')
          await requireProblem(await visitor.send(method, at, { headers: { origin } }), 'forbidden_origin')
        }
      }
    },
  },
  {
    name: 'answers 405 with the methods of a path',
    async run(backend) {
      const visitor = await newVisitor(backend)
      for (const path of new Set(all.map((route) => route.path))) {
        const allowed = all.filter((route) => route.path === path).map(({ method }): string => method)
        for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].filter((each) => !allowed.includes(each))) {
          const answer = await visitor.send(method, path.replace(/:\w+/, 'x'))
          const named = answer.headers.get('allow')?.split(/, */)
          requireSame(named?.toSorted(), allowed.toSorted(), `The Allow header of ${path}`)
          await requireProblem(answer, 'method_not_allowed')
        }
      }
    },
  },
]

const people: readonly ConformanceCase[] = [
  {
    name: 'answers 401 without a session on every route but health',
    async run(backend) {
      const guest = createVisitor(backend, null)
      for (const { method, path } of all.filter((route) => route !== routes.getHealth)) {
        const sending = path === routes.pay.path ? { body: {} } : {}
        await requireProblem(await guest.send(method, path.replace(/:\w+/, 'x'), sending), 'unauthenticated')
      }
    },
  },
  {
    name: 'answers for another customer’s ids byte for byte as for ids that do not exist',
    async run(backend) {
      const { visitor: ada, card } = await newCardholder(backend)
      const checkoutId = await ada.newCheckout()
      const payment = await ada.pay(checkoutId, newCard)
      const owned: Readonly<Record<string, string>> = { checkoutId, cardId: card.id, paymentId: payment.id }
      const bob = await newVisitor(backend)
      for (const { method, path } of all) {
        const parameter = /:(\w+)/.exec(path)?.[1]
        if (parameter === undefined) continue
        const ask = async (id: string) => bob.send(method, path.replace(`:${parameter}`, id))
        await requireAlike(await ask(owned[parameter] ?? ''), await Promise.all(missingIds.map(ask)))
      }
      requireSame(await ada.getPayment(payment.id), payment, 'The payment after another customer asked for it')
      requireSame(await ada.listCards(), [card], 'The cards after another customer asked for one')
    },
  },
  {
    name: 'charges no card and no checkout of another customer, and answers as if they did not exist',
    async run(backend) {
      const { visitor: ada, card } = await newCardholder(backend)
      const bob = await newVisitor(backend)
      const foreign = await ada.newCheckout()
      const mine = await bob.newCheckout()
      const { quote } = await bob.getCheckout(mine)
      await requireAlike(await bob.press(mine, savedCard(card)), [
        await bob.press(mine, { type: 'saved-card', cardId: crypto.randomUUID() }),
        await bob.press(mine, { type: 'saved-card', cardId: 'x' }),
        await bob.press(foreign, newCard, { quote }),
        await bob.press(crypto.randomUUID(), newCard, { quote }),
      ])
    },
  },
]

const order: readonly ConformanceCase[] = [
  {
    name: 'reports the first fault of a request, in the order of the contract',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend, { cvc: 'required' })
      const checkoutId = await visitor.newCheckout()
      const { quote } = await visitor.getCheckout(checkoutId)
      const oldConsent = { type: 'new-card', save: { consentVersion: 'an older one', locale: 'en' } } as const
      const noKey = { body: { checkoutId: 'x', quote: 'x', method: newCard } }
      const guest = createVisitor(backend, null)
      await requireProblem(await guest.send('PUT', '/payments'), 'method_not_allowed')
      await requireProblem(await guest.send('POST', '/payments', { text: '{' }), 'unauthenticated')
      await requireProblem(await visitor.send('POST', '/payments', noKey), 'invalid_request')
      const unknown = { type: 'saved-card', cardId: 'x' } as const
      await requireProblem(await visitor.press(checkoutId, unknown, { quote: 'x' }), 'not_found')
      await requireProblem(await visitor.press(checkoutId, oldConsent, { quote: 'x' }), 'invalid_request')
      await visitor.changePrice(checkoutId, 1495)
      await requireProblem(await visitor.press(checkoutId, oldConsent, { quote }), 'amount_changed')
      await requireProblem(await visitor.press(checkoutId, savedCard(card), { quote }), 'amount_changed')
      await visitor.pay(checkoutId, newCard)
      await requireProblem(await visitor.press(checkoutId, savedCard(card), { quote: 'x' }), 'payment_in_progress')
      await requireProblem(await visitor.press(checkoutId, unknown), 'not_found')
    },
  },
]

/** Requests that are answered with a problem. */
export const problemCases: readonly ConformanceCase[] = [...form, ...people, ...order]

async function requireAlike(foreign: Response, missing: readonly Response[]): Promise<void> {
  const text = await foreign.clone().text()
  await requireProblem(foreign, 'not_found')
  for (const answer of missing) {
    requireSame([answer.status, await answer.text()], [404, text], 'The answer for an id that does not exist')
  }
}
