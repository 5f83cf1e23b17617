import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const isRoot = process.getuid?.() === 0

const namesOnPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const usualPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((root) => [
      join(root, 'Google/Chrome/Application/chrome.exe'),
      join(root, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
}

const onPath = (names) =>
  (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))

/** Path of an installed Chromium, or undefined. BROWSER_PATH takes precedence; throws when its file does not exist. */
export function findBrowser() {
  const asked = process.env.BROWSER_PATH
  if (asked !== undefined) {
    if (existsSync(asked)) return asked
    throw new Error(`BROWSER_PATH names ${asked}, which does not exist. Point it at a Chromium, or unset it.`)
  }
  const own = require('playwright').chromium.executablePath()
  return [own, ...onPath(namesOnPath), ...(usualPlaces[process.platform] ?? [])].find((path) => existsSync(path))
}

/**
 * Like findBrowser, but installs a Chromium when none is found: Playwright's download first, then Debian's package. Throws
 * when both fail.
 */
export function ensureBrowser() {
  const run = (command, ...args) => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const ways = [
    () => {},
    () =>
      run(process.execPath, join(dirname(require.resolve('playwright/package.json')), 'cli.js'), 'install', 'chromium'),
    () => {
      if (!isRoot || !onPath(['apt-get']).some((path) => existsSync(path))) return
      run('apt-get', 'update', '-qq')
      run('apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium')
    },
  ]
  for (const get of ways) {
    get()
    const found = findBrowser()
    if (found !== undefined) return found
  }
  throw new Error('No Chromium was found and none could be installed. Install one, or point BROWSER_PATH at it.')
}

/**
 * Chromium features to disable. Only the last `--disable-features` counts, so this repeats Playwright's own list. The
 * `WebUIOmnibox` popups are invisible in tests and take half of the time of opening a window.
 */
const unneeded = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
]

/** Launch options for Playwright and Vitest. The browser makes no network requests of its own. */
export function launchOptions() {
  return {
    executablePath: findBrowser(),
    args: [
      // Chromium refuses to sandbox itself when it runs as root.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-dev-shm-usage',
      `--disable-features=${unneeded.join()}`,
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
    ],
  }
}
