import type { Scenario } from './scenario.ts'

/** What happens to the webhooks of the order. */
export const WEBHOOK_SCENARIOS = [
  {
    id: 'webhook-lost',
    group: 'webhook',
    amountSuffix: '20',
    title: 'Webhooks lost',
    sentence: 'No webhook of this order is ever sent.',
    fault: { webhooks: { kind: 'lost' } },
  },
  {
    id: 'webhook-repeated',
    group: 'webhook',
    amountSuffix: '21',
    title: 'Webhooks repeated',
    sentence: 'Every webhook of this order is sent three times at once.',
    fault: { webhooks: { kind: 'repeated', copies: 3 } },
  },
  {
    id: 'webhook-reordered',
    group: 'webhook',
    amountSuffix: '22',
    title: 'Webhooks out of order',
    sentence: 'Webhooks are held until the order is final, then sent newest first.',
    fault: { webhooks: { kind: 'reordered' } },
  },
  {
    id: 'webhook-delayed',
    group: 'webhook',
    amountSuffix: '23',
    title: 'Webhooks delayed',
    sentence: 'Every webhook of this order is delayed by thirty seconds.',
    fault: { webhooks: { kind: 'delayed', ms: 30_000 } },
  },
  {
    id: 'webhook-early',
    group: 'webhook',
    amountSuffix: '24',
    title: 'Webhook before the answer',
    sentence: 'The webhook of a payment that is decided at once arrives before the answer to the POST.',
    fault: { webhooks: { kind: 'early' } },
  },
  {
    id: 'webhook-forged',
    group: 'webhook',
    amountSuffix: '25',
    title: 'Forged webhooks',
    sentence:
      'Two extra webhooks arrive: one claims that the order is paid, the other names an order that does not exist.',
    fault: { webhooks: { kind: 'forged' } },
  },
  {
    id: 'webhook-wrong-project',
    group: 'webhook',
    amountSuffix: '26',
    title: 'Webhook of another project',
    sentence: 'The webhooks of this order name another project.',
    fault: { webhooks: { kind: 'wrong-project' } },
  },
] as const satisfies readonly Scenario[]
