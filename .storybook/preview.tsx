import { en } from '@cardfile/react'
import { ar } from '@cardfile/react/messages/ar'
import { de } from '@cardfile/react/messages/de'
import '@cardfile/react/styles.css'
import {
  createFakeBackend,
  SCENARIOS,
  withCvc,
  type FakeBackend,
  type FakeBackendOptions,
  type Scenario,
} from '@cardfile/react/testing'
import type { Preview } from '@storybook/react-vite'
import './preview.css'
import { Shop } from './shop.tsx'

const CVC_RULES = ['never', 'optional', 'required'] as const

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
    options: { storySort: { order: ['Checkout', 'One click', 'Account'] } },
  },
  globalTypes: {
    language: toolbar('Language', 'globe', ['en', 'de', 'ar']),
    scheme: toolbar('Colour scheme', 'contrast', ['light', 'dark']),
    text: toolbar('Text size in per cent', 'zoom', ['100', '200']),
    cvc: toolbar('Security code', 'key', ['as told', ...CVC_RULES]),
    latency: toolbar('How long answers take, in milliseconds', 'timer', ['as told', '400', '3000']),
    scenario: toolbar('What the gateway does', 'beaker', ['as told', ...Object.keys(SCENARIOS)]),
  },
  initialGlobals: {
    language: 'en',
    scheme: 'light',
    text: '100',
    cvc: 'as told',
    latency: 'as told',
    scenario: 'as told',
  },
  loaders: [
    ({ parameters, globals }) => {
      const told: StoryShop = parameters['shop'] ?? {}
      const { scenario, cvc, latency }: Record<string, unknown> = globals
      const rule = CVC_RULES.find((known) => known === cvc)
      const shop: StoryShop = {
        ...told,
        ...(isScenario(scenario) && { scenario }),
        ...(rule !== undefined && { cards: told.cards?.map((card) => withCvc(card, rule)) ?? [] }),
        ...(Number(latency) > 0 && { latencyMs: Number(latency) }),
      }
      return { backend: createFakeBackend(shop) }
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

function toolbar(title: string, icon: 'globe' | 'contrast' | 'zoom' | 'key' | 'timer' | 'beaker', items: string[]) {
  return { description: title, toolbar: { title, icon, items, dynamicTitle: true } }
}
