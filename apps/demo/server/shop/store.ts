import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { itemSchema, type Item, type Order, type ShopEvent } from '../../api/shop-api.ts'

/** The part of a database that the shop uses. A `pg.Pool` and Cardfile's embedded database both satisfy it. */
export interface Database {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
}

/** A checkout with its server-side fields. */
export interface StoredCheckout extends Order {
  readonly customer: string
  readonly description: string
}

export interface NewCheckout {
  readonly customer: string
  readonly items: readonly Item[]
  readonly value: number
  readonly currency: string
  readonly description: string
}

export interface ReceivedEvent extends ShopEvent {
  readonly customer: string
}

export type ShopStore = ReturnType<typeof createShopStore>

/** The advisory lock keeps two instances from creating a table at once. One statement, so that it needs no session. */
const createTables = `
  do $$
  begin
    perform pg_advisory_xact_lock(7305001);
    create table if not exists demo_checkout (
      id text primary key,
      customer text not null,
      items jsonb not null,
      value integer not null,
      currency text not null,
      description text not null,
      created_at timestamptz not null default now()
    );
    create index if not exists demo_checkout_customer on demo_checkout (customer, created_at desc);
    create table if not exists demo_event (
      id text primary key,
      type text not null,
      customer text not null,
      checkout_id text,
      payment_id text,
      at timestamptz not null
    );
    create index if not exists demo_event_checkout on demo_event (checkout_id);
  end
  $$`

const selectCheckout = `
  select c.*, exists (
    select 1 from demo_event e where e.checkout_id = c.id and e.type = 'payment.succeeded'
  ) as paid
  from demo_checkout c`

const timeSchema = v.pipe(
  v.date(),
  v.transform((time) => time.toISOString()),
)

const checkoutRowSchema = v.pipe(
  v.object({
    id: v.string(),
    customer: v.string(),
    items: v.array(itemSchema),
    value: v.number(),
    currency: v.string(),
    description: v.string(),
    created_at: timeSchema,
    paid: v.boolean(),
  }),
  v.transform(({ id, customer, items, value, currency, description, created_at: createdAt, paid }): StoredCheckout => ({
    checkoutId: id,
    customer,
    items,
    amount: { value, currency },
    description,
    createdAt,
    paid,
  })),
)

const eventRowSchema = v.pipe(
  v.object({
    id: v.string(),
    type: v.string(),
    checkout_id: v.nullable(v.string()),
    payment_id: v.nullable(v.string()),
    at: timeSchema,
  }),
  v.transform(({ id, type, checkout_id: checkoutId, payment_id: paymentId, at }): ShopEvent => ({
    id,
    type,
    checkoutId,
    paymentId,
    at,
  })),
)

/** The shop's own tables, in the same database as the payments: its checkouts, and the events it received. */
export function createShopStore(database: Database) {
  return {
    async createTables(): Promise<void> {
      await database.query(createTables)
    },

    async createCheckout({ customer, items, value, currency, description }: NewCheckout): Promise<string> {
      const id = randomBytes(9).toString('base64url')
      await database.query(
        `insert into demo_checkout (id, customer, items, value, currency, description)
         values ($1, $2, $3::jsonb, $4, $5, $6)`,
        [id, customer, JSON.stringify(items), value, currency, description],
      )
      return id
    },

    /** A checkout of this customer. Another customer's is undefined, like one that does not exist. */
    async findCheckout(id: string, customer: string): Promise<StoredCheckout | undefined> {
      const { rows } = await database.query(`${selectCheckout} where c.id = $1 and c.customer = $2`, [id, customer])
      return rows[0] === undefined ? undefined : v.parse(checkoutRowSchema, rows[0])
    },

    /** The customer's checkouts, newest first. */
    async listCheckouts(customer: string): Promise<StoredCheckout[]> {
      const { rows } = await database.query(
        `${selectCheckout} where c.customer = $1 order by c.created_at desc limit 100`,
        [customer],
      )
      return v.parse(v.array(checkoutRowSchema), rows)
    },

    /** Changes the price, as a shop may between the cart and the payment. Returns whether the checkout exists. */
    async moveAmount(id: string, value: number): Promise<boolean> {
      const { rows } = await database.query('update demo_checkout set value = $2 where id = $1 returning id', [
        id,
        value,
      ])
      return rows.length > 0
    },

    /** Idempotent by `id`: events arrive at least once. */
    async recordEvent({ id, type, customer, checkoutId, paymentId, at }: ReceivedEvent): Promise<void> {
      await database.query(
        `insert into demo_event (id, type, customer, checkout_id, payment_id, at)
         values ($1, $2, $3, $4, $5, $6::timestamptz) on conflict (id) do nothing`,
        [id, type, customer, checkoutId, paymentId, at],
      )
    },

    /** Every event of every customer, oldest first. */
    async listEvents(): Promise<ShopEvent[]> {
      const { rows } = await database.query('select * from demo_event order by at, id')
      return v.parse(v.array(eventRowSchema), rows)
    },
  }
}
