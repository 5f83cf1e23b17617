import type { Scenario } from './fault.ts'

/** What happens to the webhooks of the order. */
export const WEBHOOK_SCENARIOS = [
  {
    id: 'webhook-lost',
    group: 'webhook',
    magic: '20',
    title: 'Webhooks lost',
    sentence: 'No webhook of this order is ever sent.',
    fault: { webhooks: { kind: 'lost' } },
  },
  {
    id: 'webhook-repeated',
    group: 'webhook',
    magic: '21',
    title: 'Webhooks three times',
    sentence: 'Every webhook of this order is sent three times at once.',
    fault: { webhooks: { kind: 'repeated', copies: 3 } },
  },
  {
    id: 'webhook-reordered',
    group: 'webhook',
    magic: '22',
    title: 'Webhooks out of order',
    sentence: 'Webhooks are held back until the order is final and then sent newest first.',
    fault: { webhooks: { kind: 'reordered' } },
  },
  {
    id: 'webhook-delayed',
    group: 'webhook',
    magic: '23',
    title: 'Webhooks late',
    sentence: 'Every webhook of this order is sent thirty seconds late.',
    fault: { webhooks: { kind: 'delayed', ms: 30_000 } },
  },
  {
    id: 'webhook-early',
    group: 'webhook',
    magic: '24',
    title: 'Webhook before the answer',
    sentence: 'The webhook of a payment that is decided at once arrives before the POST is answered.',
    fault: { webhooks: { kind: 'early' } },
  },
  {
    id: 'webhook-forged',
    group: 'webhook',
    magic: '25',
    title: 'Forged webhooks',
    sentence: 'Two more webhooks arrive: one claims that the order is paid, one names an order that does not exist.',
    fault: { webhooks: { kind: 'forged' } },
  },
  {
    id: 'webhook-wrong-project',
    group: 'webhook',
    magic: '26',
    title: 'Webhook of another project',
    sentence: 'The webhooks of this order name another project.',
    fault: { webhooks: { kind: 'wrong-project' } },
  },
] as const satisfies readonly Scenario[]
