import type { CvcRule } from '@cardfile/contract'
import { CVC_RULES } from '@cardfile/contract'
import { SCENARIOS, withCvc, type FakeBackendOptions, type Scenario } from '@cardfile/react/testing'
import { LANGUAGES, languageName } from './languages.ts'
import { THEMES } from './themes.ts'

/** Left to the story, the language or the system. */
const told = 'as told'

/** What the toolbar offers. Storybook keeps each choice in the address, so that a link reproduces what somebody saw. */
export const globalTypes = {
  scenario: toolbar('What the gateway does', 'beaker', [
    { value: told, title: 'Scenario' },
    ...Object.entries(SCENARIOS).map(([value, right]) => ({ value, title: value.replaceAll('_', ' '), right })),
  ]),
  language: toolbar(
    'Language',
    'globe',
    LANGUAGES.map((value) => ({ value, title: languageName(value), right: value })),
  ),
  direction: toolbar('Direction of writing', 'transfer', [
    { value: told, title: 'Direction' },
    { value: 'ltr', title: 'Left to right' },
    { value: 'rtl', title: 'Right to left' },
  ]),
  theme: toolbar(
    'Theme',
    'paintbrush',
    Object.entries(THEMES).map(([value, { title }]) => ({ value, title })),
  ),
  scheme: toolbar('Colour scheme', 'contrast', [
    { value: 'light', title: 'Light' },
    { value: 'dark', title: 'Dark' },
    { value: 'system', title: 'As the system' },
  ]),
  text: toolbar('Text size', 'zoom', [
    { value: '100', title: 'Text 100 %' },
    { value: '150', title: 'Text 150 %' },
    { value: '200', title: 'Text 200 %' },
  ]),
  motion: toolbar('Motion', 'play', [
    { value: told, title: 'Motion' },
    { value: 'full', title: 'Full motion' },
    { value: 'reduced', title: 'Reduced motion' },
  ]),
  cvc: toolbar('Security code', 'key', [
    { value: told, title: 'Code' },
    ...CVC_RULES.map((value) => ({ value, title: `Code: ${value}` })),
  ]),
  latency: toolbar('How long answers take', 'timer', [
    { value: told, title: 'Answers' },
    { value: '400', title: 'Answers after 0.4 s' },
    { value: '3000', title: 'Answers after 3 s' },
  ]),
}

export const initialGlobals = {
  scenario: told,
  // Lets the stories be tested in another language: `STORYBOOK_LANGUAGE=ar`.
  language: import.meta.env['STORYBOOK_LANGUAGE'] ?? 'en',
  direction: told,
  theme: 'cardfile',
  scheme: 'light',
  text: '100',
  motion: told,
  cvc: told,
  latency: told,
} satisfies Record<keyof typeof globalTypes, unknown>

/** The story's shop as the toolbar wants it. */
export function shopAsAsked(
  shop: FakeBackendOptions,
  { scenario, cvc, latency }: Readonly<Record<string, unknown>>,
): FakeBackendOptions {
  const rule = CVC_RULES.find((known): known is CvcRule => known === cvc)
  return {
    ...shop,
    ...(isScenario(scenario) && { scenario }),
    ...(rule !== undefined && { cards: shop.cards?.map((card) => withCvc(card, rule)) ?? [] }),
    ...(Number(latency) > 0 && { latencyMs: Number(latency) }),
  }
}

/** Whether the toolbar leaves it to the story what happens, so that what the story says of itself holds. */
export function isAsTold({ scenario, cvc, latency }: Readonly<Record<string, unknown>>): boolean {
  return [scenario, cvc, latency].every((choice) => choice === told)
}

function isScenario(name: unknown): name is Scenario {
  return typeof name === 'string' && name in SCENARIOS
}

type Icon = 'beaker' | 'globe' | 'transfer' | 'paintbrush' | 'contrast' | 'zoom' | 'play' | 'key' | 'timer'

function toolbar(title: string, icon: Icon, items: { value: string; title: string; right?: string }[]) {
  return { description: title, toolbar: { title, icon, items, dynamicTitle: true } }
}
