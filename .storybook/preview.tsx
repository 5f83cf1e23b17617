import '@cardfile/react/styles.css'
import '@fontsource-variable/inter'
import type { FakeBackendOptions } from '@cardfile/react/testing'
import type { Preview } from '@storybook/react-vite'
import { configure, waitFor } from 'storybook/test'
import { PageContainer } from './pages/page-container.tsx'
import { ComponentPage } from './pages/component-page.tsx'
import './preview.css'
import { toMerchantCode } from './source/merchant-code.ts'
import { makeDeterministic } from './environment/deterministic.ts'
import { requestedUrls, watchNetwork } from './environment/network-watch.ts'
import { ShopPage } from './environment/shop-page.tsx'
import { closeStoryShop, openStoryShop, type StoryShop } from './environment/story-shop.ts'
import { isShown } from './states/is-shown.ts'
import { inDirection, loadMessages } from './toolbar/languages.ts'
import { setMotion } from './toolbar/motion.ts'
import { applyTheme } from './toolbar/themes.ts'
import { globalTypes, hasOverrides, initialGlobals, withToolbarOverrides } from './toolbar/toolbar.ts'

// Long enough for a slow machine, and for the toolbar's latency.
configure({ asyncUtilTimeout: 12_000 })

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    controls: { disable: true },
    docs: {
      container: PageContainer,
      page: ComponentPage,
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
            'Payment flows',
            'Theming',
            'Headless recipes',
            'What the customer sees',
            'Accessibility',
            'Security and PCI',
            'Changelog',
          ],
          'Checkout',
          ['Playground', 'Card selection', 'Security code', 'Payment status', 'Declined', 'Interrupted', 'Recipes'],
          'One click',
          'Account',
        ],
      },
    },
  },
  globalTypes,
  initialGlobals,
  async beforeAll() {
    // Stories that measure need the same font on every machine.
    await document.fonts.load("1em 'Inter Variable'")
  },
  loaders: [
    async ({ id, parameters, globals }) => {
      const options: FakeBackendOptions = parameters['shop'] ?? {}
      const shop = openStoryShop(id, withToolbarOverrides(options, globals), parameters['cvcAtFirst'])
      const messages = inDirection(await loadMessages(String(globals['language'])), globals['direction'])
      return { shop, backend: shop.backend, messages }
    },
  ],
  beforeEach({ id, parameters, viewMode }) {
    watchNetwork()
    // The stories of a docs page share one clock.
    const restore = makeDeterministic(viewMode === 'story' ? parameters['timesFaster'] : 1)
    return () => {
      restore()
      closeStoryShop(id)
    }
  },
  decorators: [
    (Story, { globals, loaded, parameters }) => {
      const { messages } = loaded
      const shop: StoryShop = loaded['shop']
      const page = document.documentElement
      page.dataset['scheme'] = String(globals['scheme'])
      page.dataset['text'] = String(globals['text'])
      page.dir = messages.direction
      page.lang = messages.locale
      applyTheme(globals['theme'])
      setMotion(globals['motion'])
      return (
        <div className="story">
          <ShopPage key={shop.id} shop={shop} messages={messages} neverLeaves={parameters['neverLeaves']}>
            <Story />
          </ShopPage>
        </div>
      )
    },
  ],
  async afterEach({ globals, loaded, parameters, viewMode }) {
    const urls = requestedUrls()
    if (urls.length > 0) throw new Error(`A story must not use the network, but this one requested ${urls.join(', ')}.`)
    const shop: StoryShop = loaded['shop']
    if (viewMode !== 'story' || shop.isChecked || hasOverrides(globals)) return
    shop.isChecked = true
    const shows: readonly string[] = parameters['shows'] ?? []
    for (const state of shows) {
      await waitFor(() => {
        if (!isShown(state, loaded['messages'], shop.problems)) throw new Error(`The story does not show ${state}.`)
      })
    }
  },
}
export default preview
