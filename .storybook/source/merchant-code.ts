import type { FakeBackendOptions } from '@cardfile/react/testing'
import type { StoryContext } from '@storybook/react-vite'
import { toTestCode } from './test-code.ts'

/**
 * The code below "Show code": a shop's page with the component, and the fake backend that reproduces the story in a test.
 * `code` is the rendered element of the story, without decorators.
 */
export function toMerchantCode(code: string, { parameters, globals }: StoryContext): string {
  // Storybook calls this twice: for the rendered story, then with the result.
  if (code.startsWith('import ')) return code
  // Before the story renders, `code` is its CSF source, which no merchant writes.
  if (!code.trimStart().startsWith('<')) return ''
  const shop: FakeBackendOptions = parameters['shop'] ?? {}
  const tag = String(globals['language'])
  const name = tag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const isTranslated = tag !== 'en'
  const parts = [...new Set([...code.matchAll(/<([A-Z]\w*)/g)].map(([, part]) => part))]
  const element = code
    .trim()
    // Replaces spies, whose source is meaningless.
    .replace(/onSucceeded=\{[^}]*\}+/, "onSucceeded={() => location.assign('/thanks')}")
    .replace(/createCheckout=\{[^}]*\}+/, 'createCheckout={createCheckout}')
  return [
    `import { ${['CardfileProvider', ...parts].join(', ')} } from '@cardfile/react'`,
    ...(isTranslated ? [`import { ${name} } from '@cardfile/react/messages/${tag}'`] : []),
    "import '@cardfile/react/styles.css'",
    '',
    'export function Page() {',
    '  return (',
    `    <CardfileProvider endpoint="/api/cardfile"${isTranslated ? ` messages={${name}}` : ''}>`,
    ...element.split('\n').map((line) => `      ${line}`),
    '    </CardfileProvider>',
    '  )',
    '}',
    '',
    '// The same state in your tests',
    toTestCode(shop),
  ].join('\n')
}
