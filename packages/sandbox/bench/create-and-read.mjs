import { createSandbox } from '../dist/index.js'

// Creates and reads orders in this process. Prints the pairs per second on one core and the heap when the cap is reached.
const print = (line) => process.stdout.write(`${line}\n`)

const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const maxOrders = 5_000
const sandbox = createSandbox({ apiKey: 'test_bench', maxOrders })
const headers = { authorization: `Basic ${btoa('test_bench:')}`, 'content-type': 'application/json' }
const body = JSON.stringify({
  currency: 'EUR',
  amount: 1295,
  merchant_order_id: 'bench',
  description: 'Order of a benchmark',
  return_url: 'https://shop.example/return',
  customer: { merchant_customer_id: 'c-7', email_address: 'a@example.com', locale: 'en-GB' },
  transactions: [{ payment_method: 'credit-card', one_click_type: 'first' }],
})

async function pair() {
  const created = await sandbox.fetch(new Request('http://sandbox.test/v1/orders/', { method: 'POST', headers, body }))
  const { id } = await created.json()
  const read = await sandbox.fetch(new Request(`http://sandbox.test/v1/orders/${id}/`, { headers }))
  if (created.status !== 201 || (await read.json()).id !== id) throw new Error('The sandbox gave a wrong answer.')
}

const heapMb = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1e6
}

for (let warmUp = 0; warmUp < maxOrders; warmUp += 1) await pair()
const heapAtCap = heapMb()
const startedAt = performance.now()
let pairs = 0
while (performance.now() - startedAt < seconds * 1_000) {
  await pair()
  pairs += 1
}
const perSecond = pairs / ((performance.now() - startedAt) / 1_000)
print(
  `${Math.round(perSecond)} create-and-read pairs per second (target 2000, ratio ${(perSecond / 2_000).toFixed(2)})`,
)
print(
  `heap with ${maxOrders} orders kept: ${heapAtCap.toFixed(1)} MB, ${pairs} orders later: ${heapMb().toFixed(1)} MB`,
)
await sandbox.close()
