/**
 * A fault that the shop's engineer corrects: an option, a table, a directory. Its message quotes nothing of a request, a
 * card or the gateway, so it is logged as it is. The message of any other error is not.
 */
export class SetupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SetupError'
  }
}
