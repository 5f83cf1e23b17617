/** Whether a charge of this card asks for a CVC. The server decides it for each card and enforces it. */
export const CVC_RULES = ['never', 'optional', 'required'] as const
/** The CVC rule of one card. */
export type CvcRule = (typeof CVC_RULES)[number]

/** `expiring`: the card expires this month or the next. `expired`: shown, but neither default nor selectable. */
export const CARD_STATES = ['active', 'expiring', 'expired'] as const
/** The state of a saved card. */
export type CardState = (typeof CARD_STATES)[number]
