import type { RequestListener } from 'node:http'
import { isLoopback } from '@cardfile/contract'

/**
 * Redirects http://127.0.0.1:5173 to http://localhost:5173, the host that the gateway returns to: cookies belong to a host, and
 * payments are only accepted from pages of the public one.
 */
export function redirectToPublicHost(publicUrl: string, front: RequestListener): RequestListener {
  const { host: publicHost, hostname: publicName } = new URL(publicUrl)
  return (request, response) => {
    const host = request.headers.host ?? publicHost
    const asked = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : publicName
    const isPage = request.headers.accept?.includes('text/html') === true
    if (!isPage || asked === publicName || !isLoopback(asked) || !isLoopback(publicName)) {
      front(request, response)
      return
    }
    // Concatenated, not resolved: a path of `//elsewhere.example` stays a path.
    response.writeHead(307, { location: `${publicUrl}${request.url ?? '/'}` }).end()
  }
}
