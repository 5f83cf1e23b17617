import type { CrashPoints } from './crash-points.ts'

/** A fetch with a crash point before each request is sent, and after its answer was read to the last byte. */
export function instrumentFetch(send: typeof fetch, points: CrashPoints): typeof fetch {
  return (input, init) => {
    const method = init?.method ?? 'GET'
    const url = new URL(input instanceof Request ? input.url : input)
    const path = url.pathname.replaceAll(/[0-9a-f-]{36}/g, 'id')
    return points.around({ name: `${method} ${path}${url.search === '' ? '' : '?'}`, isDurable: true }, async () => {
      const { status, headers, body } = await send(input, init).then(async (answer) => ({
        status: answer.status,
        headers: [...answer.headers],
        body: await answer.arrayBuffer(),
      }))
      return new Response(status === 204 ? null : body, { status, headers })
    })
  }
}
