import { JSDOM, VirtualConsole } from 'jsdom'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

/** A page in a browser without scripts. */
export interface Page {
  readonly status: number
  readonly url: string
  readonly headers: Headers
  readonly document: Document
  readonly window: JSDOM['window']
  /** The visible text. */
  readonly text: string
}

/** A redirect that left the sandbox. */
export interface ExternalRedirect {
  readonly location: string
}

/** A browser without scripts: it loads pages, fills in forms by their labels and presses buttons. */
export function openBrowser(sandbox: Sandbox) {
  const load = async (request: Request): Promise<Page | ExternalRedirect> => {
    const response = await sandbox.fetch(request)
    const location = response.headers.get('location')
    if (location !== null) {
      const target = new URL(location, request.url)
      if (target.origin !== sandbox.url) return { location }
      return load(new Request(target))
    }
    const { window } = new JSDOM(await response.text(), {
      url: request.url,
      runScripts: 'outside-only',
      // Unconnected: jsdom's warnings about unsupported CSS would fill the report.
      virtualConsole: new VirtualConsole(),
    })
    return {
      status: response.status,
      url: request.url,
      headers: response.headers,
      document: window.document,
      window,
      text: (window.document.body.textContent ?? '').replaceAll(/\s+/g, ' '),
    }
  }

  const field = ({ document, window }: Page, label: string) => {
    const found = [...document.querySelectorAll('label')].find((each) => each.textContent.trim().startsWith(label))
    const input = document.getElementById(found?.htmlFor ?? '')
    if (!(input instanceof window.HTMLInputElement)) throw new Error(`The page has no field labelled ${label}.`)
    return input
  }

  return {
    visit: (url: string) => load(new Request(url)),
    field,
    fill(page: Page, values: Readonly<Record<string, string>>) {
      for (const [label, value] of Object.entries(values)) field(page, label).value = value
    },
    choose: (page: Page, label: string) => void (field(page, label).checked = true),
    /** Presses the button with this text or label and follows redirects within the sandbox. */
    press(page: Page, label: string): Promise<Page | ExternalRedirect> {
      const { document, window } = page
      const button = [...document.querySelectorAll('button')].find(
        (each) => each.textContent.trim().startsWith(label) || each.getAttribute('aria-label') === label,
      )
      const { form } = button ?? {}
      if (button === undefined || form === null || form === undefined)
        throw new Error(`The page has no button ${label}.`)
      const values = new URLSearchParams()
      for (const [name, value] of new window.FormData(form, button))
        values.append(name, typeof value === 'string' ? value : '')
      const target = form.getAttribute('action')
      const url = new URL(target === null || target === '' ? page.url : target, page.url)
      return load(new Request(url, { method: 'POST', body: values }))
    },
  }
}

/** Fails unless the browser is still on a page of the sandbox. */
export function requirePage(reached: Page | ExternalRedirect): Page {
  if ('location' in reached) throw new Error(`Expected a page, was redirected to ${reached.location}.`)
  return reached
}

/** Fails unless the browser was redirected off the sandbox. Returns the address. */
export function requireExternalRedirect(reached: Page | ExternalRedirect): string {
  if (!('location' in reached)) throw new Error(`Expected a redirect off the sandbox, read: ${reached.text}`)
  return reached.location
}
