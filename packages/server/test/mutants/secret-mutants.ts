import type { Mutant } from './mutant.ts'

const authorisation = (test: string) => ({ file: 'src/http/authorisation.test.ts', test })

/** Bugs that store or show a CVC, a token or a key, or give one customer access to another's data. */
export const secretMutants: readonly Mutant[] = [
  {
    name: 'the CVC is stored with the payment',
    file: 'src/paying/to-payment-row.ts',
    find: 'cardBrand: card?.brand ?? null,',
    replacement: "cardBrand: (body.method.type === 'saved-card' ? body.method.cvc : undefined) ?? card?.brand ?? null,",
    killedBy: { file: 'src/conformance.test.ts', test: 'on the postgres database is in no table' },
  },
  {
    name: 'a token is stored in the clear',
    file: 'src/secrets/seal.ts',
    find: "return ['v1', current.id, toBase64Url(nonce), toBase64Url(ciphertext)].join('.')",
    replacement: "return ['v1', current.id, toBase64Url(nonce), text, toBase64Url(ciphertext)].join('.')",
    killedBy: { file: 'src/secrets/seal.test.ts', test: 'opens for the row it was sealed for' },
  },
  {
    name: 'a sealed token is not bound to its row',
    file: 'src/secrets/seal.ts',
    find: "JSON.stringify([merchant, customerId, cardId, 'vault token'])",
    replacement: "JSON.stringify(['vault token'])",
    killedBy: { file: 'src/secrets/seal.test.ts', test: 'opens for the row it was sealed for' },
  },
  {
    name: 'a secret is serialised to JSON',
    file: 'src/secrets/secret.ts',
    find: 'reveal: () => value, toString: masked, toJSON: masked }',
    replacement: 'reveal: () => value, toString: masked, toJSON: () => value }',
    killedBy: { file: 'src/gateway/costplus/wire-order.test.ts', test: 'shows no token however an order is printed' },
  },
  {
    name: 'the log accepts any field',
    file: 'src/log/log.ts',
    find: 'logger?.[level](toAllowed(fields), message)',
    replacement: 'logger?.[level](fields, message)',
    killedBy: { file: 'src/log/log.test.ts', test: 'the log keeps the fields it knows' },
  },
  {
    name: 'the message of any error is logged',
    file: 'src/log/error-code.ts',
    find: '...(error instanceof SetupError ? { message: error.message }',
    replacement: '...(error instanceof Error ? { message: error.message }',
    killedBy: { file: 'src/log/error-code.test.ts', test: 'an error is logged by name' },
  },
  {
    name: 'an ambiguous URL is accepted',
    file: '../contract/src/safe-url.ts',
    find: 'if (ambiguous.test(text) || oddScheme.test(text) || !URL.canParse(text, base))',
    replacement: 'if (!URL.canParse(text, base))',
    killedBy: { file: 'src/http/redirects.test.ts', test: 'a redirect address from the gateway is refused when it is' },
  },
  {
    name: 'a URL of any scheme is accepted',
    file: '../contract/src/safe-url.ts',
    find: "return /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''",
    replacement: "return url.protocol !== ''",
    killedBy: { file: 'src/http/redirects.test.ts', test: 'redirects to none but its own origins by `returnTo`' },
  },
  {
    name: 'charges in flight do not count against the decline limit',
    file: 'src/cards/card-lock.ts',
    find: "{ name: 'declinesPerCard', subject: row.id }, pending.length)",
    replacement: "{ name: 'declinesPerCard', subject: row.id })",
    killedBy: {
      file: 'src/rate-limits/bursts.test.ts',
      test: 'on the postgres database, no more are declined on one card',
    },
  },
  {
    name: 'a signature is not checked',
    file: 'src/secrets/sign.ts',
    find: '(await isSigned(keys, text, signed.slice(dot + 1))) ? text : undefined',
    replacement: 'keys.length > 0 ? text : undefined',
    killedBy: { file: 'src/secrets/seal.test.ts', test: 'accepts a signature only' },
  },
  {
    name: 'a payment is shown to any customer who knows its id',
    file: 'src/payments/find-payment.ts',
    find: 'const mine = and(eq(payment.id, id), eq(payment.customerId, customerId))',
    replacement: 'const mine = eq(payment.id, id)',
    killedBy: authorisation('answers another customer exactly'),
  },
  {
    name: 'a card can be charged by any customer who knows its id',
    file: 'src/cards/cards.ts',
    find: 'const mine = and(eq(card.id, cardId), eq(card.customerId, customerId), isNull(card.removedAt))\n  const [row]',
    replacement: 'const mine = and(eq(card.id, cardId), isNull(card.removedAt))\n  const [row]',
    killedBy: authorisation('answers a charge of another customer’s card'),
  },
  {
    name: 'a page of another site can send a press',
    file: 'src/http/guard.ts',
    find: 'if (!isSafeMethod(c) && !isFromAllowedPage(c, allowed))',
    replacement: "if (!isSafeMethod(c) && !isFromAllowedPage(c, allowed) && c.req.header('origin') === 'null')",
    killedBy: { file: 'src/http/problems.test.ts', test: 'when it comes from another site' },
  },
  {
    name: 'a card is saved without consent',
    file: 'src/paying/send-payment.ts',
    find: "{ kind: 'hosted', saves: row.consentVersion !== null }",
    replacement: "{ kind: 'hosted', saves: true }",
    killedBy: { file: 'src/paying/consent.test.ts', test: 'asks for a token only' },
  },
  {
    name: 'a CVC is accepted by a shop that collects none',
    file: 'src/paying/validate-press.ts',
    find: "if (rule === 'never' && cvc !== undefined) throw new ProblemError('cvc_not_accepted')",
    replacement: '',
    killedBy: { file: 'src/http/problems.test.ts', test: 'is never' },
  },
]
