/** A failure that only the operator can fix. Its message is all that is printed. */
export class StartUpError extends Error {
  override name = 'StartUpError'
}
