/** Fewest and most digits of a CVC. */
export interface CvcLength {
  readonly least: number
  readonly most: number
}

/** How long a brand's CVC is: 4 digits for American Express, 3 for every other brand, 3 or 4 for an unknown one. */
export function cvcLength(brand: string | null): CvcLength {
  if (brand === null) return { least: 3, most: 4 }
  return /^(amex|american[ _-]?express)$/i.test(brand) ? { least: 4, most: 4 } : { least: 3, most: 3 }
}

/**
 * Typed or pasted text as ASCII digits: translates Arabic, Persian and full-width digits, drops blanks and invisible
 * marks. Keeps everything else, so that the check refuses it rather than guesses.
 */
export function normalizeCvc(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
}

/** Why a CVC cannot be sent, or null. An empty one is valid where the card's rule does not require it. */
export function cvcFault(
  cvc: string,
  brand: string | null,
  rule: 'never' | 'optional' | 'required',
): 'cvc_required' | 'cvc_malformed' | null {
  if (cvc === '') return rule === 'required' ? 'cvc_required' : null
  const { least, most } = cvcLength(brand)
  return /^\d+$/.test(cvc) && cvc.length >= least && cvc.length <= most ? null : 'cvc_malformed'
}
