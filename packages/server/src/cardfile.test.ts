import { expect, it } from 'vitest'
import { assembleCardfile } from './cardfile.ts'
import { createCustomer } from '../test/support/customer.ts'
import { openTestShop } from '../test/support/shop.ts'

it('records a charge that is being sent before it closes', { timeout: 60_000 }, async () => {
  const shop = await openTestShop('embedded')
  const { gateway } = shop.options
  let answerPost = () => {}
  const held = new Promise<void>((resolve) => {
    answerPost = resolve
  })
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const answer = await (gateway.fetch ?? fetch)(request)
    if (request.method === 'POST') await held
    return answer
  }
  const card = await shop.customer('ada').saveCard()
  const cardfile = assembleCardfile({ ...shop.options, gateway: { ...gateway, fetch: ask } }, shop.clock)
  const ada = createCustomer({ ...shop, cardfile }, 'ada')
  const asked = shop.gatewayRequests.length
  const pressing = ada.press(ada.newCheckout(777), { cardId: card.id })
  await expect.poll(() => shop.gatewayRequests.slice(asked), { timeout: 30_000 }).toContain('POST /v1/orders/')
  let isClosed = false
  const closing = cardfile.close().then(() => (isClosed = true))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isClosed).toBe(false)
  answerPost()
  await closing
  expect(await shop.query('select state from cardfile_payment where amount = 777')).toEqual([{ state: 'succeeded' }])
  expect(await (await pressing).json()).toMatchObject({ status: 'succeeded' })
  await shop.close()
})
