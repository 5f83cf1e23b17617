import type { FakeBackendOptions } from '@cardfile/react/testing'
import type { StoryContext } from '@storybook/react-vite'
import { toTestCode } from './test-code.ts'

/**
 * What stands under "Show code": the page of a shop that shows this part, and how the state of the story is had in a test.
 * `code` is the story's own element as it was rendered, without the decorators.
 */
export function toMerchantCode(code: string, { parameters, globals }: StoryContext): string {
  // Storybook asks twice: when the story is rendered, and when its code is shown.
  if (code.startsWith('import ')) return code
  // Until a story is rendered there is only its source, which no merchant would write.
  if (!code.trimStart().startsWith('<')) return ''
  const shop: FakeBackendOptions = parameters['shop'] ?? {}
  const tag = String(globals['language'])
  const name = tag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const isTranslated = tag !== 'en'
  const parts = [...new Set([...code.matchAll(/<([A-Z]\w*)/g)].map(([, part]) => part))]
  const element = code
    .trim()
    // A spy has no source worth showing.
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
    '// The same state in a test of yours',
    toTestCode(shop),
  ].join('\n')
}
