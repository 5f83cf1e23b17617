import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../support/shop.ts'

/** On both databases a press claims its checkout within this many turns of the event loop. */
const turns = 50

/** Races on each database, of which `test` runs a tenth. */
const races = process.env['CARDFILE_SOAK'] === '1' ? 1_000 : 50

/** Triggers that number claims and removals in the order of their locks. Timestamps are taken before the wait for a lock. */
const journal = [
  'create table race_journal (turn bigserial, card_id uuid, action text)',
  `create function race_note() returns trigger language plpgsql as $$ begin
     insert into race_journal (card_id, action)
     values (case tg_argv[0] when 'claimed' then (to_jsonb(new)->>'card_id')::uuid else new.id end, tg_argv[0]);
     return null;
   end $$`,
  `create trigger race_claimed after insert on cardfile_payment for each row
     when (new.card_id is not null) execute function race_note('claimed')`,
  `create trigger race_removed after update on cardfile_card for each row
     when (old.removed_at is null and new.removed_at is not null) execute function race_note('removed')`,
]

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind, { rateLimits: 'off' })
    for (const statement of journal) await shop.query(statement)
  }, 120_000)
  afterAll(() => shop.close())

  it(`charges a card before its removal or not at all, ${races} times`, async () => {
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
        // One turn later in each race, so that some removals meet the claim.
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
      `select 1 from race_journal claim join race_journal removal using (card_id)
       where claim.action = 'claimed' and removal.action = 'removed' and claim.turn > removal.turn`,
    )
    expect(late).toEqual([])
    expect(await shop.query('select 1 from cardfile_card where removed_at is null or sealed is not null')).toEqual([])
    // Races with a single outcome would prove nothing.
    expect([...outcomes.keys()].toSorted()).toEqual([201, 404])
  }, 1_800_000)
})
