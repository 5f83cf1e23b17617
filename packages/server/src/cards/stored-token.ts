import * as v from 'valibot'
import type { Context } from '../context.ts'
import { open, type SealContext, seal } from '../secrets/seal.ts'
import { sign } from '../secrets/sign.ts'
import type { CardRow } from '../store/schema.ts'

const storedTokenSchema = v.object({ vaultToken: v.string(), firstTransactionId: v.nullable(v.string()) })

/** What is sealed with a card: the gateway's token, and the transaction that made it. */
export type StoredToken = v.InferOutput<typeof storedTokenSchema>

/** The columns a token is kept in. */
export type SealedToken = Pick<CardRow, 'tokenMac' | 'keyId'> & { readonly sealed: string }

type Vault = Pick<Context, 'keys' | 'prefix'>

/** Seals a token for one card of one customer, with the current secret. */
export async function sealToken(
  vault: Vault,
  { customerId, id }: Pick<CardRow, 'customerId' | 'id'>,
  token: StoredToken,
): Promise<SealedToken> {
  const { keys } = vault
  return {
    sealed: await seal(keys, toContext(vault, customerId, id), JSON.stringify(token)),
    tokenMac: await sign(keys.current.tokenMac, token.vaultToken),
    keyId: keys.current.id,
  }
}

/** Opens a card's token. Throws when the card was removed, which erased it, or when its secret is no longer given. */
export async function openToken(vault: Vault, { customerId, id, sealed }: CardRow): Promise<StoredToken> {
  if (sealed === null) throw new Error(`Card ${id} is removed: its token is erased.`)
  return v.parse(storedTokenSchema, JSON.parse(await open(vault.keys, toContext(vault, customerId, id), sealed)))
}

function toContext({ prefix }: Vault, customerId: string, cardId: string): SealContext {
  return { merchant: prefix, customerId, cardId }
}
