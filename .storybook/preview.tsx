import { en } from '@cardfile/react'
import { ar } from '@cardfile/react/messages/ar'
import { de } from '@cardfile/react/messages/de'
import '@cardfile/react/styles.css'
import {
  createFakeBackend,
  SCENARIOS,
  type FakeBackend,
  type FakeBackendOptions,
  type Scenario,
} from '@cardfile/react/testing'
import type { Preview } from '@storybook/react-vite'
import './preview.css'
import { Shop } from './shop.tsx'

const languages = { en, de, ar }

/** What a story tells of its shop: `parameters.shop`. */
export type StoryShop = FakeBackendOptions

const isLanguage = (name: unknown): name is keyof typeof languages => typeof name === 'string' && name in languages

const isScenario = (name: unknown): name is Scenario => typeof name === 'string' && name in SCENARIOS

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    controls: { disable: true },
    options: { storySort: { order: ['Checkout', 'Parts', 'Account'] } },
  },
  globalTypes: {
    language: toolbar('Language', 'globe', ['en', 'de', 'ar']),
    scheme: toolbar('Colour scheme', 'contrast', ['light', 'dark']),
    text: toolbar('Text size in per cent', 'zoom', ['100', '200']),
    scenario: toolbar('What the gateway does', 'beaker', ['as told', ...Object.keys(SCENARIOS)]),
  },
  initialGlobals: { language: 'en', scheme: 'light', text: '100', scenario: 'as told' },
  loaders: [
    ({ parameters, globals }) => {
      const shop: StoryShop = parameters['shop'] ?? {}
      const scenario: unknown = globals['scenario']
      return { backend: createFakeBackend(isScenario(scenario) ? { ...shop, scenario } : shop) }
    },
  ],
  decorators: [
    (Story, { globals, loaded, id }) => {
      const messages = isLanguage(globals['language']) ? languages[globals['language']] : en
      const page = document.documentElement
      page.dataset['scheme'] = String(globals['scheme'])
      page.dataset['text'] = String(globals['text'])
      page.dir = messages.direction
      page.lang = messages.locale
      const backend: FakeBackend = loaded['backend']
      return (
        <div className="story">
          <Shop key={id} backend={backend} messages={messages}>
            <Story />
          </Shop>
        </div>
      )
    },
  ],
}
export default preview

function toolbar(title: string, icon: 'globe' | 'contrast' | 'zoom' | 'beaker', items: string[]) {
  return { description: title, toolbar: { title, icon, items, dynamicTitle: true } }
}
