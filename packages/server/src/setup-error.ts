/**
 * Something the shop's engineer has to mend: an option, a table, a directory. Its message is a sentence of ours that
 * quotes nothing of a request, a card or the gateway, so that it may be logged as it is. Any other error may not.
 */
export class SetupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SetupError'
  }
}
