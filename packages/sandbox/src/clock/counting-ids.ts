/** Creates a generator of sequential lower-case UUIDs, so that every run of a test gets the same ids. */
export function createCountingIds(): () => string {
  let count = 0
  return () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`
}
