/** Whether a text has the form of a CVC: 3 or 4 ASCII digits. The brand of a card decides which of the two it has. */
export function isCvc(text: string): boolean {
  return /^[0-9]{3,4}$/.test(text)
}
