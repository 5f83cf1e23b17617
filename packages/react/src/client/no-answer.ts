/**
 * Nobody knows what became of the request: the network failed, or what came back was not an answer of a Cardfile
 * backend. It has no `cause`, because a shop's own `fetch` may throw errors that quote the request.
 */
export class CardfileNoAnswer extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CardfileNoAnswer'
  }
}
