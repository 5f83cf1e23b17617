/** Fewest and most digits of a security code. */
export interface CvcLength {
  readonly least: number
  readonly most: number
}

/** How long a brand's security code is: 4 for American Express, 3 for every other brand, either when it is unknown. */
export function cvcLength(brand: string | null): CvcLength {
  if (brand === null) return { least: 3, most: 4 }
  return /^(amex|american[ _-]?express)$/i.test(brand) ? { least: 4, most: 4 } : { least: 3, most: 3 }
}

/**
 * What was typed or pasted, as ASCII digits: Arabic, Persian and full-width digits are translated, blanks and
 * invisible marks dropped. Anything else stays, so that the check can refuse it rather than guess.
 */
export function normalizeCvc(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
}

/** Why a code cannot be sent, or null when it can. An empty one is fine where the card's rule does not require it. */
export function cvcFault(
  code: string,
  brand: string | null,
  rule: 'never' | 'optional' | 'required',
): 'cvc_required' | 'cvc_malformed' | null {
  if (code === '') return rule === 'required' ? 'cvc_required' : null
  const { least, most } = cvcLength(brand)
  return /^\d+$/.test(code) && code.length >= least && code.length <= most ? null : 'cvc_malformed'
}
