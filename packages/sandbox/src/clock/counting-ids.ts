/** Makes a source of lower-case UUIDs that counts: the same run gives the same ids. */
export function createCountingIds(): () => string {
  let count = 0
  return () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`
}
