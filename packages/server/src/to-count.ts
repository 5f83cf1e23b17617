/** `1 payment`, `2 payments`: a count with its noun, in English. */
export function toCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
