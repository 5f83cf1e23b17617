import type { CvcOption } from '../options.ts'

/** The PCI DSS self-assessment questionnaire that the wiring implies. The acquirer decides which one a shop completes. */
export interface Questionnaire {
  readonly name: 'SAQ A' | 'SAQ D'
  /** The options that imply it. */
  readonly reason: string
}

/** The questionnaire that the `cvc` option implies: the CVC is the only card data that can pass through the shop. */
export function toQuestionnaire(cvc: CvcOption = 'never'): Questionnaire {
  if (cvc === 'never') {
    return {
      name: 'SAQ A',
      reason:
        "`cvc` is 'never': card numbers and security codes are typed on the gateway's own page after a full redirect, and saved " +
        'cards are charged by a token, so neither your pages nor your server see card data.',
    }
  }
  const rule =
    typeof cvc.collect === 'function'
      ? '`cvc.collect` is a function that may ask for a security code'
      : `\`cvc.collect\` is '${cvc.collect}'`
  return {
    name: 'SAQ D',
    reason:
      `${rule}, and \`acceptPciScope: '${cvc.acceptPciScope}'\` accepts what that means: security codes are typed on your ` +
      'page and relayed by your server, which therefore transmits card data. They are not stored.',
  }
}
