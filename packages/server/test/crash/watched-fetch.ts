import type { Watch } from './crash-points.ts'

/** A fetch whose every request passes the watch: before a byte leaves, and after the last byte of the answer was read. */
export function watchFetch(send: typeof fetch, watch: Watch): typeof fetch {
  return (input, init) => {
    const method = init?.method ?? 'GET'
    const url = new URL(input instanceof Request ? input.url : input)
    const path = url.pathname.replaceAll(/[0-9a-f-]{36}/g, 'id')
    return watch.around({ name: `${method} ${path}${url.search === '' ? '' : '?'}`, isLasting: true }, async () => {
      const { status, headers, body } = await send(input, init).then(async (answer) => ({
        status: answer.status,
        headers: [...answer.headers],
        body: await answer.arrayBuffer(),
      }))
      return new Response(status === 204 ? null : body, { status, headers })
    })
  }
}
