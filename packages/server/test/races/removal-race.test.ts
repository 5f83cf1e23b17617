import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../support/shop.ts'

/** A press has claimed its checkout, on either database, before as many turns of the event loop have passed. */
const turns = 50

/** A tenth of them in `test`, half of those on each database. */
const races = process.env['CARDFILE_SOAK'] === '1' ? 1_000 : 50

/** Numbers claims and removals in the order in which they held the card: clocks are read before a lock is waited for. */
const journal = [
  'create table proof_journal (turn bigserial, card_id uuid, deed text)',
  `create function proof_note() returns trigger language plpgsql as $$ begin
     insert into proof_journal (card_id, deed)
     values (case tg_argv[0] when 'claimed' then (to_jsonb(new)->>'card_id')::uuid else new.id end, tg_argv[0]);
     return null;
   end $$`,
  `create trigger proof_claimed after insert on cardfile_payment for each row
     when (new.card_id is not null) execute function proof_note('claimed')`,
  `create trigger proof_removed after update on cardfile_card for each row
     when (old.removed_at is null and new.removed_at is not null) execute function proof_note('removed')`,
]

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind, { rateLimits: 'off' })
    for (const statement of journal) await shop.query(statement)
  }, 120_000)
  afterAll(() => shop.close())

  it(`charges a card before its removal or refuses to, and never after, ${races} times`, async () => {
    const outcomes = new Map<number, number>()
    for (let race = 0; race < races; race += 1) {
      const customer = shop.customer(`customer-${race}`)
      const card = await customer.saveCard()
      const checkoutId = customer.newCheckout(race + 1)
      const { quote } = await customer.checkout(checkoutId)
      const body = { checkoutId, quote, method: { type: 'saved-card', cardId: card.id } }
      const press = () => customer.send('POST', '/payments', body, { 'idempotency-key': 'once' })
      const remove = () => customer.send('DELETE', `/cards/${card.id}`)
      const removeLater = async () => {
        // A few turns later each time: sooner or later it meets the claim.
        for (let turn = 0; turn < race % turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
        return remove()
      }
      const [pressed, removed] = await Promise.all([press(), removeLater()])
      expect(removed.status).toBe(204)
      expect([201, 404]).toContain(pressed.status)
      outcomes.set(pressed.status, (outcomes.get(pressed.status) ?? 0) + 1)
      const charged = shop.sandbox.orders.list().filter(({ amount }) => amount === race + 1)
      expect(charged.map(({ status }) => status)).toEqual(pressed.status === 201 ? ['completed'] : [])
    }
    const late = await shop.query(
      `select 1 from proof_journal claim join proof_journal removal using (card_id)
       where claim.deed = 'claimed' and removal.deed = 'removed' and claim.turn > removal.turn`,
    )
    expect(late).toEqual([])
    expect(await shop.query('select 1 from cardfile_card where removed_at is null or sealed is not null')).toEqual([])
    // Races that always end the same way prove nothing.
    expect([...outcomes.keys()].toSorted()).toEqual([201, 404])
  }, 1_800_000)
})
