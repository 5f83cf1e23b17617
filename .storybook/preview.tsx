import '@cardfile/react/styles.css'
import '@fontsource-variable/inter'
import type { FakeBackendOptions } from '@cardfile/react/testing'
import type { Preview } from '@storybook/react-vite'
import { configure, waitFor } from 'storybook/test'
import { PageContainer } from './pages/page-container.tsx'
import { PartPage } from './pages/part-page.tsx'
import './preview.css'
import { toMerchantCode } from './source/merchant-code.ts'
import { fixWorld } from './stage/fixed-world.ts'
import { requestsThatLeft, watchNetwork } from './stage/no-network.ts'
import { Shop } from './stage/shop.tsx'
import { clearStage, stageOf, type Stage } from './stage/stage.ts'
import { isShown } from './states/is-shown.ts'
import { inDirection, loadMessages } from './toolbar/languages.ts'
import { setMotion } from './toolbar/motion.ts'
import { wearTheme } from './toolbar/themes.ts'
import { globalTypes, initialGlobals, isAsTold, shopAsAsked } from './toolbar/toolbar.ts'

// A story must also play on a slow machine, and with the answers that the toolbar delays.
configure({ asyncUtilTimeout: 12_000 })

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    controls: { disable: true },
    docs: {
      container: PageContainer,
      page: PartPage,
      codePanel: true,
      toc: { headingSelector: 'h2', ignoreSelector: '.docs-story *, .theme-preview *' },
      source: { transform: toMerchantCode },
    },
    options: {
      storySort: {
        order: [
          'Guide',
          [
            'Getting started',
            'The two phases',
            'Theming',
            'Headless recipes',
            'What the customer sees',
            'Accessibility',
            'Security and PCI',
            'Changelog',
          ],
          'Checkout',
          ['Try it', 'Choosing how to pay', 'Security code', 'What became of it', 'Declined', 'Interrupted', 'Recipes'],
          'One click',
          'Account',
        ],
      },
    },
  },
  globalTypes,
  initialGlobals,
  async beforeAll() {
    // A story that measures needs the font it is drawn with, on every machine the same.
    await document.fonts.load("1em 'Inter Variable'")
  },
  loaders: [
    async ({ id, parameters, globals }) => {
      const shop: FakeBackendOptions = parameters['shop'] ?? {}
      const stage = stageOf(id, shopAsAsked(shop, globals), parameters['cvcAtFirst'])
      const messages = inDirection(await loadMessages(String(globals['language'])), globals['direction'])
      return { stage, backend: stage.backend, messages }
    },
  ],
  beforeEach({ id, parameters, viewMode }) {
    watchNetwork()
    // A page of many stories has one clock.
    const restore = fixWorld(viewMode === 'story' ? parameters['timesFaster'] : 1)
    return () => {
      restore()
      clearStage(id)
    }
  },
  decorators: [
    (Story, { globals, loaded, parameters }) => {
      const { messages } = loaded
      const stage: Stage = loaded['stage']
      const page = document.documentElement
      page.dataset['scheme'] = String(globals['scheme'])
      page.dataset['text'] = String(globals['text'])
      page.dir = messages.direction
      page.lang = messages.locale
      wearTheme(globals['theme'])
      setMotion(globals['motion'])
      return (
        <div className="story">
          <Shop key={stage.name} stage={stage} messages={messages} neverLeaves={parameters['neverLeaves']}>
            <Story />
          </Shop>
        </div>
      )
    },
  ],
  async afterEach({ globals, loaded, parameters, viewMode }) {
    const left = requestsThatLeft()
    if (left.length > 0) throw new Error(`A story asks nobody outside, and this one asked ${left.join(', ')}.`)
    const stage: Stage = loaded['stage']
    if (viewMode !== 'story' || stage.isTold || !isAsTold(globals)) return
    stage.isTold = true
    const shows: readonly string[] = parameters['shows'] ?? []
    for (const state of shows) {
      await waitFor(() => {
        if (!isShown(state, loaded['messages'], stage.refusals)) throw new Error(`The story does not show ${state}.`)
      })
    }
  },
}
export default preview
