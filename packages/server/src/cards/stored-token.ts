import * as v from 'valibot'
import type { Context } from '../context.ts'
import { open, type SealContext, seal } from '../secrets/seal.ts'
import { sign } from '../secrets/sign.ts'
import type { CardRow } from '../store/schema.ts'

const storedTokenSchema = v.object({ vaultToken: v.string(), firstTransactionId: v.nullable(v.string()) })

/** The sealed part of a card: its vault token, and the transaction that created it. */
export type StoredToken = v.InferOutput<typeof storedTokenSchema>

/** The columns that store a sealed token. */
export type SealedToken = Pick<CardRow, 'tokenMac' | 'keyId'> & { readonly sealed: string }

type Vault = Pick<Context, 'keys' | 'prefix'>

/** Seals a token with the current secret, bound to one card of one customer. */
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

/** Opens a card's token. Throws for a removed card, whose token is erased, and when its secret is not configured. */
export async function openToken(vault: Vault, { customerId, id, sealed }: CardRow): Promise<StoredToken> {
  if (sealed === null) throw new Error(`Card ${id} is removed: its token is erased.`)
  return v.parse(storedTokenSchema, JSON.parse(await open(vault.keys, toContext(vault, customerId, id), sealed)))
}

function toContext({ prefix }: Vault, customerId: string, cardId: string): SealContext {
  return { merchant: prefix, customerId, cardId }
}
