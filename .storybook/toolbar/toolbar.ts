import type { CvcRule } from '@cardfile/contract'
import { CVC_RULES } from '@cardfile/contract'
import { SCENARIOS, withCvc, type FakeBackendOptions, type Scenario } from '@cardfile/react/testing'
import { LANGUAGES, languageName } from './languages.ts'
import { THEMES } from './themes.ts'

/** No override: the story, the language or the system decides. */
const unset = 'default'

/** The toolbar's menus. Storybook keeps each choice in the URL, so a link reproduces what is on the screen. */
export const globalTypes = {
  scenario: toolbar('Scenario of the gateway', 'beaker', [
    { value: unset, title: 'Scenario' },
    ...Object.entries(SCENARIOS).map(([value, right]) => ({ value, title: value.replaceAll('_', ' '), right })),
  ]),
  language: toolbar(
    'Language',
    'globe',
    LANGUAGES.map((value) => ({ value, title: languageName(value), right: value })),
  ),
  direction: toolbar('Writing direction', 'transfer', [
    { value: unset, title: 'Direction' },
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
    { value: 'system', title: 'System' },
  ]),
  text: toolbar('Text size', 'zoom', [
    { value: '100', title: 'Text 100 %' },
    { value: '150', title: 'Text 150 %' },
    { value: '200', title: 'Text 200 %' },
  ]),
  motion: toolbar('Motion', 'play', [
    { value: unset, title: 'Motion' },
    { value: 'full', title: 'Full motion' },
    { value: 'reduced', title: 'Reduced motion' },
  ]),
  cvc: toolbar('Security code', 'key', [
    { value: unset, title: 'Security code' },
    ...CVC_RULES.map((value) => ({ value, title: `Security code: ${value}` })),
  ]),
  latency: toolbar('Latency of the backend', 'timer', [
    { value: unset, title: 'Latency' },
    { value: '400', title: 'Latency 0.4 s' },
    { value: '3000', title: 'Latency 3 s' },
  ]),
}

export const initialGlobals = {
  scenario: unset,
  // STORYBOOK_LANGUAGE=ar runs the story tests in another language.
  language: import.meta.env['STORYBOOK_LANGUAGE'] ?? 'en',
  direction: unset,
  theme: 'cardfile',
  scheme: 'light',
  text: '100',
  motion: unset,
  cvc: unset,
  latency: unset,
} satisfies Record<keyof typeof globalTypes, unknown>

/** The options of the story's fake backend, with the toolbar's overrides. */
export function withToolbarOverrides(
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

/** Whether the toolbar overrides the behaviour of the story, which may then not show the states it claims to. */
export function hasOverrides({ scenario, cvc, latency }: Readonly<Record<string, unknown>>): boolean {
  return [scenario, cvc, latency].some((choice) => choice !== unset)
}

function isScenario(name: unknown): name is Scenario {
  return typeof name === 'string' && name in SCENARIOS
}

type Icon = 'beaker' | 'globe' | 'transfer' | 'paintbrush' | 'contrast' | 'zoom' | 'play' | 'key' | 'timer'

function toolbar(title: string, icon: Icon, items: { value: string; title: string; right?: string }[]) {
  return { description: title, toolbar: { title, icon, items, dynamicTitle: true } }
}
