import type { CvcRule } from '../card-states.ts'
import type { ProblemCode } from '../problem.ts'
import { requireProblem, requireSame } from './answer.ts'
import type { ConformanceCase } from './backend.ts'
import { expectNoTrace } from './expect-no-trace.ts'
import { newCard, newCardholder, savedCard } from './visitor.ts'

/** Nine digits: too many for a CVC, and long enough that no other text contains them by chance. */
const canary = '937150284'

/** Rule, CVC and outcome. */
const cvcs: readonly (readonly [CvcRule, string | undefined, ProblemCode | 'accepted'])[] = [
  ['never', undefined, 'accepted'],
  ['never', '123', 'cvc_not_accepted'],
  ['never', '', 'cvc_not_accepted'],
  ['never', canary, 'cvc_not_accepted'],
  ['optional', undefined, 'accepted'],
  ['optional', '123', 'accepted'],
  ['optional', '', 'cvc_malformed'],
  ['optional', '12', 'cvc_malformed'],
  ['optional', '12a', 'cvc_malformed'],
  ['optional', ' 123', 'cvc_malformed'],
  ['optional', '１２３', 'cvc_malformed'],
  ['optional', canary, 'cvc_malformed'],
  ['required', undefined, 'cvc_required'],
  ['required', '123', 'accepted'],
  ['required', canary, 'cvc_malformed'],
]

/** The CVC: the rule of each card, its lock, and that no answer echoes one. */
export const cvcCases: readonly ConformanceCase[] = [
  ...(['never', 'optional', 'required'] as const).map((rule): ConformanceCase => ({
    name: `enforces its rule where a CVC is ${rule}, and echoes none`,
    async run(backend) {
      const { visitor, card } = await newCardholder(backend, { cvc: rule })
      requireSame(card.cvc, rule, 'The rule of the card')
      for (const [, cvc, outcome] of cvcs.filter(([of]) => of === rule)) {
        const method = { ...savedCard(card), ...(cvc !== undefined && { cvc }) }
        const answer = await visitor.press(await visitor.newCheckout(), method)
        await expectNoEcho(answer.clone())
        if (outcome === 'accepted') requireSame(answer.status, 201, `The answer to the CVC ${JSON.stringify(cvc)}`)
        else await requireProblem(answer, outcome)
      }
    },
  })),
  {
    name: 'echoes nothing of a malformed body',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const checkoutId = await visitor.newCheckout()
      const { quote } = await visitor.getCheckout(checkoutId)
      for (const wrong of [
        { cvc: Number(canary) },
        { cvc: [canary] },
        { code: canary },
        { cvc: { code: canary } },
        { [canary]: 1 },
      ]) {
        const method = { ...savedCard(card), ...wrong }
        const headers = { 'idempotency-key': crypto.randomUUID() }
        const answer = await visitor.send('POST', '/payments', { body: { checkoutId, quote, method }, headers })
        await expectNoEcho(answer.clone())
        await requireProblem(answer, 'invalid_request')
      }
    },
  },
  {
    name: 'locks a card after three wrong CVCs, with or without a CVC, and leaves the hosted payment page open',
    async run(backend) {
      const { visitor, card } = await newCardholder(backend)
      const checkoutId = await visitor.newCheckout()
      await visitor.bankAnswers('cvc_incorrect')
      for (const cvc of ['111', '112', '113']) {
        requireSame((await visitor.pay(checkoutId, { ...savedCard(card), cvc })).status, 'declined', 'The payment')
      }
      await visitor.bankAnswers('approval')
      for (const method of [{ ...savedCard(card), cvc: '123' }, savedCard(card)]) {
        const answer = await visitor.press(checkoutId, method)
        const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
        if (!Number.isInteger(seconds) || seconds < 1) throw new Error('Retry-After is not a number of seconds.')
        await requireProblem(answer, 'too_many_attempts')
      }
      requireSame((await visitor.pay(checkoutId, newCard)).status, 'redirect', 'The payment with another card')
    },
  },
]

async function expectNoEcho(answer: Response): Promise<void> {
  const headers = Array.from(answer.headers, ([name, value]) => `${name}: ${value}`)
  expectNoTrace(canary, { body: await answer.text(), headers })
}
