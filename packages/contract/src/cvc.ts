/** Whether a security code has the form of one: 3 or 4 ASCII digits. Which of the two a card has depends on its brand. */
export function isCvc(code: string): boolean {
  return /^[0-9]{3,4}$/.test(code)
}
