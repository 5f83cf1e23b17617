import { expect, it } from 'vitest'
import { createKeyRing } from './key-ring.ts'
import { open, seal } from './seal.ts'
import { fromSigned, toSigned } from './sign.ts'

const first = 'a first secret of more than thirty-two bytes'
const second = 'a second secret of more than thirty-two bytes'
const context = { merchant: 'cf1', customerId: 'ada', cardId: 'card-1' }

it('opens for the row it was sealed for, and for no other', async () => {
  const ring = await createKeyRing(first)
  const sealed = await seal(ring, context, 'token')
  expect(sealed).not.toContain('token')
  expect(await open(ring, context, sealed)).toBe('token')
  for (const other of [{ merchant: 'cf2' }, { customerId: 'bob' }, { cardId: 'card-2' }]) {
    await expect(open(ring, { ...context, ...other }, sealed)).rejects.toThrow()
  }
})

it('never seals a token to the same bytes twice, and never reuses a nonce', async () => {
  const ring = await createKeyRing(first)
  const sealed = await Promise.all(Array.from({ length: 10_000 }, () => seal(ring, context, 'token')))
  expect(new Set(sealed).size).toBe(10_000)
  // A nonce reused with one key reveals both texts and the authentication key.
  const nonces = sealed.map((text) => text.split('.')[2] ?? '')
  expect(new Set(nonces).size).toBe(10_000)
  expect(new Set(nonces.map(({ length }) => length))).toEqual(new Set([16]))
})

it('opens values of a previous secret, and says what to do once that is removed', async () => {
  const sealed = await seal(await createKeyRing(first), context, 'token')
  expect(await open(await createKeyRing({ current: second, previous: [first] }), context, sealed)).toBe('token')
  await expect(open(await createKeyRing(second), context, sealed)).rejects.toThrow('secret.previous')
})

it('refuses a secret of fewer than 32 bytes', async () => {
  await expect(createKeyRing('short')).rejects.toThrow('at least 32')
})

it('accepts a signature only for its own text and key', async () => {
  const [{ current }, other] = await Promise.all([createKeyRing(first), createKeyRing(second)])
  const signed = await toSigned(current.url, 'ref-1')
  expect(await fromSigned([other.current.url, current.url], signed)).toBe('ref-1')
  expect(await fromSigned([current.quote], signed)).toBeUndefined()
  for (const forged of [`ref-2${signed.slice(5)}`, signed.slice(0, -1), `${signed}x`, 'ref-1.', 'ref-1', '', '.']) {
    expect(await fromSigned([current.url], forged)).toBeUndefined()
  }
})

it('opens no value with a changed character, version or key', async () => {
  const ring = await createKeyRing({ current: first, previous: [second] })
  const sealed = await seal(ring, context, 'token')
  const [, , nonce, ciphertext] = sealed.split('.')
  const turned = (at: number) => `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
  for (let at = 0; at < sealed.length; at += 1) {
    // The last character of a part may carry bits that base64 drops, and then decodes to the same bytes.
    if (sealed[at] === '.' || sealed[at + 1] === '.' || at === sealed.length - 1) continue
    await expect(open(ring, context, turned(at))).rejects.toThrow()
  }
  const other = ring.all[1]?.id
  await expect(open(ring, context, `v1.${other}.${nonce}.${ciphertext}`)).rejects.toThrow()
  await expect(open(ring, context, `v1.${ring.current.id}.${nonce}`)).rejects.toThrow('damaged')
  await expect(open(ring, context, '')).rejects.toThrow('damaged')
})
