import { toHostileUrls } from '@cardfile/contract/conformance'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCostplusGateway } from '../gateway/costplus/costplus-gateway.ts'
import { createLog } from '../log/log.ts'
import { gatewayUrl, openTestShop, type TestShop } from '../../test/support/shop.ts'

const isSoak = process.env['CARDFILE_SOAK'] === '1'
const generated = isSoak ? 20_000 : 2_000
const trusted = 'https://api.costplus.online'
const gateway = createCostplusGateway({ apiKey: 'x', mode: 'test' }, (ms) => ms, createLog(undefined))

const pieces = fc.constantFrom(
  'https:',
  'http:',
  'HTTPS:',
  'javascript:',
  'data:',
  'blob:',
  '/',
  '//',
  '\\',
  '@',
  ':',
  '#',
  '?',
  '.',
  '%2f',
  '%5c',
  '%00',
  '\t',
  '\n',
  '\u0000',
  '。',
  '443',
  'api.costplus.online',
  'costplus.online',
  'evil.example',
  '127.0.0.1',
  '[::1]',
  'shop.test',
  'pay',
  '..',
)
const address = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
  fc.array(pieces, { maxLength: 5 }).map((parts) => `${trusted}${parts.join('')}`),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

it('tries more than two hundred hostile addresses', () => {
  expect(toHostileUrls(trusted).length).toBeGreaterThanOrEqual(200)
})

describe('a redirect address from the gateway', () => {
  it.each(toHostileUrls(trusted))('is refused when it is %j', (url) => {
    expect(gateway.isTrustedRedirect(url)).toBe(false)
  })

  it.each([`${trusted}/pay/1`, `${trusted}`, `${trusted}:443/pay/1?a=%2f&b=@x#y`, 'HTTPS://API.COSTPLUS.ONLINE/pay'])(
    'is accepted when it is %j',
    (url) => {
      expect(gateway.isTrustedRedirect(url)).toBe(true)
    },
  )

  it('never leads to another origin, whatever it is made of', () => {
    fc.assert(
      fc.property(address, (url) => {
        if (!gateway.isTrustedRedirect(url)) return
        const { origin, username, password } = new URL(url)
        expect([origin, username, password]).toEqual([trusted, '', ''])
        // Also for a parser that reads everything up to the first slash as the host.
        expect(url.toLowerCase()).toMatch(/^https:\/+api\.costplus\.online(:(443)?)?([/?#]|$)/)
      }),
      { numRuns: generated },
    )
  })
})

describe('a shop whose gateway or own code redirects to foreign origins', { timeout: 120_000 }, () => {
  let shop: TestShop
  let returnTo = '/'
  let signedRef: string
  beforeAll(async () => {
    shop = await openTestShop('postgres', {
      rateLimits: 'off',
      origins: ['https://app.shop.test'],
      returnTo: () => returnTo,
    })
    const seen: string[] = []
    const { fetch } = shop.options.gateway
    Object.assign(shop.options.gateway, {
      fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
        if (typeof init?.body === 'string') seen.push(init.body)
        return fetch?.(input, init)
      },
    })
    const ada = shop.customer('ada')
    await ada.typeCard(await ada.pay(ada.newCheckout(1295)))
    signedRef = /\/return\/([^"]+)"/.exec(seen.join())?.[1] ?? ''
    expect(signedRef).not.toBe('')
  })
  afterAll(() => shop.close())

  /** The URL at which a browser arrives, resolved against the current page. */
  async function comeBack(to: string): Promise<URL | number> {
    returnTo = to
    const answer = await shop.customer(null).send('GET', `/return/${signedRef}`)
    const location = answer.headers.get('location')
    if (answer.status === 303 && location !== null) return new URL(location, 'http://shop.test/api/cardfile/return/x')
    expect(location).toBeNull()
    return answer.status
  }

  const isOurs = (end: URL | number) =>
    end === 503 ||
    (end instanceof URL &&
      ['http://shop.test', 'https://app.shop.test'].includes(end.origin) &&
      /^https?:$/.test(end.protocol) &&
      end.username + end.password === '')

  it('redirects to none but its own origins by `returnTo`', async () => {
    for (const url of [...toHostileUrls(trusted), ...toHostileUrls('http://shop.test')]) {
      expect([url, isOurs(await comeBack(url))]).toEqual([url, true])
    }
    expect(await comeBack('https://evil.example/')).toBe(503)
    expect(await comeBack('blob:http://shop.test/5a9db0c5-5f4e-4a7e-9d5b-0c8d1f2a6e01')).toBe(503)
    expect(await comeBack('http://user@shop.test/')).toBe(503)
    expect(String(await comeBack('https://app.shop.test/thanks?a=b'))).toBe('https://app.shop.test/thanks?a=b')
    expect(String(await comeBack('/thanks'))).toBe('http://shop.test/thanks')
  })

  it('redirects to none but its own origins by a generated `returnTo`', async () => {
    await fc.assert(
      fc.asyncProperty(address, async (url) => {
        expect(isOurs(await comeBack(url))).toBe(true)
      }),
      { numRuns: generated / 20 },
    )
  })

  it('answers 404 to a forged, truncated, extended or foreign return reference, and redirects nowhere', async () => {
    returnTo = '/thanks'
    const [ref = '', mac = ''] = signedRef.split('.')
    for (const forged of [
      ref,
      `${ref}.`,
      `.${mac}`,
      `${ref}.${mac}x`,
      `${ref}.${mac.slice(0, -1)}`,
      `${ref}x.${mac}`,
      `${ref}.${mac}.${mac}`,
      `${ref.toUpperCase()}.${mac}`,
      `${signedRef}%00`,
      encodeURIComponent('https://evil.example'),
      '..%2f..%2fevil',
    ]) {
      expect([forged, (await shop.customer(null).send('GET', `/return/${forged}`)).status]).toEqual([forged, 404])
    }
  })

  it('holds a payment in review when its address is not on the gateway’s origin, and never answers that address', async () => {
    const { fetch } = shop.options.gateway
    let hostile = ''
    Object.assign(shop.options.gateway, {
      fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
        const answer = await fetch?.(input, init)
        const text = (await answer?.text()) ?? ''
        const planted = JSON.stringify(hostile).slice(1, -1)
        return new Response(text.replaceAll(/"(payment_url|order_url)":"[^"]*"/g, `"$1":"${planted}"`), answer)
      },
    })
    const ada = shop.customer('ada')
    // The corpus has plain http, which is the gateway's own scheme here, on loopback.
    const candidates = toHostileUrls(gatewayUrl).filter((url) => url !== `${gatewayUrl}/`)
    const sample = candidates.filter((_, index) => isSoak || index % 8 === 0)
    for (hostile of sample) {
      const answer = await ada.press(ada.newCheckout(1295))
      const text = await answer.text()
      expect([hostile, JSON.parse(text)]).toEqual([hostile, expect.objectContaining({ status: 'review' })])
      expect(text).not.toContain('redirectUrl')
    }
    Object.assign(shop.options.gateway, { fetch })
  })
})
