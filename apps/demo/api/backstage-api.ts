import * as v from 'valibot'

/** What the developer drawer and the shop's server say to each other about the sandbox. */

export const scenarioSchema = v.object({
  id: v.string(),
  group: v.string(),
  title: v.string(),
  /** What happens, in one sentence. */
  sentence: v.string(),
})
export type Scenario = v.InferOutput<typeof scenarioSchema>

/** An order as the sandbox knows it, less the token of its card. */
export const gatewayOrderSchema = v.object({
  id: v.string(),
  merchantOrderId: v.nullable(v.string()),
  status: v.string(),
  /** Minor units. */
  amount: v.number(),
  currency: v.string(),
  /** How it stands to a saved card: saves one (`first`), uses one (`one-click`), or neither. */
  oneClickType: v.nullable(v.string()),
  created: v.string(),
  webhooks: v.array(v.object({ id: v.string(), state: v.string(), attempts: v.number() })),
})
export type GatewayOrder = v.InferOutput<typeof gatewayOrderSchema>

/** `sandbox` is null when the shop works with a gateway that is not its own. */
export const backstageSchema = v.object({
  sandbox: v.nullable(
    v.object({
      url: v.string(),
      orders: v.array(gatewayOrderSchema),
      scenarios: v.array(scenarioSchema),
      /** The scenario that waits for its call. */
      waiting: v.nullable(v.string()),
    }),
  ),
})
export type Backstage = v.InferOutput<typeof backstageSchema>

/** Null: everything as usual again. */
export const scenarioBodySchema = v.strictObject({ scenario: v.nullable(v.string()) })
