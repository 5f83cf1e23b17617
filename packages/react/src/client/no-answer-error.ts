/**
 * The outcome of a request is unknown: the network failed, or the response is not one of a Cardfile backend. Has no
 * `cause`, because a shop's own `fetch` may throw errors that quote the request.
 */
export class NoAnswerError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NoAnswerError'
  }
}
