import * as v from 'valibot'

/** The contract between the developer drawer and the shop's server about the sandbox. */

export const scenarioSchema = v.object({
  id: v.string(),
  group: v.string(),
  title: v.string(),
  /** One sentence. */
  sentence: v.string(),
})
export type Scenario = v.InferOutput<typeof scenarioSchema>

/** The sandbox's order, without the token of its card. */
export const gatewayOrderSchema = v.object({
  id: v.string(),
  merchantOrderId: v.nullable(v.string()),
  status: v.string(),
  /** Minor units. */
  amount: v.number(),
  currency: v.string(),
  /** `first` saves a card, `one-click` charges a saved one. */
  oneClickType: v.nullable(v.string()),
  created: v.string(),
  webhooks: v.array(v.object({ id: v.string(), state: v.string(), attempts: v.number() })),
})
export type GatewayOrder = v.InferOutput<typeof gatewayOrderSchema>

/** `sandbox` is null when the shop uses another gateway. */
export const sandboxViewSchema = v.object({
  sandbox: v.nullable(
    v.object({
      url: v.string(),
      orders: v.array(gatewayOrderSchema),
      scenarios: v.array(scenarioSchema),
      /** The scenario that the next matching call plays. */
      waiting: v.nullable(v.string()),
    }),
  ),
})
export type SandboxView = v.InferOutput<typeof sandboxViewSchema>

/** Null: everything as usual again. */
export const scenarioBodySchema = v.strictObject({ scenario: v.nullable(v.string()) })
