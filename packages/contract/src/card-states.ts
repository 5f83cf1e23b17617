/* Apart from the other closed lists: these are read with every checkout, those only with a payment. */

/** Whether a security code is asked for when this card is charged. The server decides it per card and enforces it. */
export const CVC_RULES = ['never', 'optional', 'required'] as const
export type CvcRule = (typeof CVC_RULES)[number]

/** `expiring`: this month or the next is its last. `expired`: shown, but neither default nor selectable. */
export const CARD_STATES = ['active', 'expiring', 'expired'] as const
export type CardState = (typeof CARD_STATES)[number]
