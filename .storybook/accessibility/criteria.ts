/** A test by file and title. A story counts as a test; its title is its export name. */
export interface NamedTest {
  readonly file: string
  readonly title: string
}

/** A success criterion of WCAG 2.2, how the kit meets it, and the tests that verify it. */
export interface Criterion {
  readonly number: string
  readonly name: string
  readonly level: 'A' | 'AA'
  readonly how: string
  readonly tests: readonly NamedTest[]
}

const react = 'packages/react/src'
const display = 'packages/react/test/browser/display-settings.test.tsx'
const colours = 'packages/react/test/browser/colours.test.tsx'
const announcements = 'packages/react/test/browser/announcements.test.tsx'
const states = `${react}/status/accessibility.test.tsx`
const allComponents = `${react}/status/accessibility.stories.tsx`
const checkout = `${react}/checkout/checkout.stories.tsx`
const securityCode = `${react}/cvc/cvc-field.stories.tsx`
const interrupted = `${react}/status/interrupted.stories.tsx`
const oneClick = `${react}/one-click/one-click.stories.tsx`
const account = `${react}/cards/saved-card-manager.stories.tsx`

const row =
  (level: 'A' | 'AA') =>
  (
    number: string,
    name: string,
    how: string,
    ...tests: readonly (readonly [file: string, title: string])[]
  ): Criterion => ({
    number,
    name,
    level,
    how,
    tests: tests.map(([file, title]) => ({ file, title })),
  })
const a = row('A')
const aa = row('AA')

/** The criteria that apply to the kit. */
export const criteria: readonly Criterion[] = [
  a(
    '1.1.1',
    'Non-text content',
    'Card pictures and status marks are decorative and hidden from assistive technology.',
    [states, 'is accessible when it opens on a payment that is %s'],
  ),
  a(
    '1.3.1',
    'Info and relationships',
    'Native elements: radio buttons in a fieldset with a legend, a labelled input, a list, a dialog.',
    [states, 'is accessible before and after a press: %s'],
    [states, 'has an accessible account page %s'],
  ),
  a('1.3.2', 'Meaningful sequence', 'The reading order is the visual order.', [allComponents, 'FocusOrder']),
  aa('1.3.4', 'Orientation', 'Works in both orientations; every width has a layout.', [
    display,
    'clips nothing and scrolls in one direction only at 400 % zoom',
  ]),
  aa(
    '1.3.5',
    'Identify input purpose',
    'The security code has an autocomplete token, so that browsers can fill it in.',
    [`${react}/cvc/cvc-field.test.tsx`, 'is what a phone’s keyboard and a card’s autofill expect'],
  ),
  a('1.4.1', 'Use of colour', 'Each state has a text and a mark; an expired card is labelled and cannot be selected.', [
    checkout,
    'SeveralCards',
  ]),
  aa(
    '1.4.3',
    'Contrast',
    'axe checks every story, and dark mode; the theme editor warns about too little contrast.',
    [allComponents, 'DarkContrast'],
    [`${react}/status/declined.stories.tsx`, 'DarkMode'],
    [colours, 'has enough contrast wherever one colour is on another'],
    ['.storybook/theming/theme.test.ts', 'has enough contrast in the theme %s'],
  ),
  aa(
    '1.4.4',
    'Resize text',
    'All sizes are in rem; text at 200 % is neither clipped nor hidden.',
    [display, 'clips nothing with text at 200 %'],
    [allComponents, 'LargeText'],
  ),
  aa('1.4.10', 'Reflow', 'Nothing scrolls horizontally at 320 px.', [allComponents, 'Reflow']),
  aa(
    '1.4.11',
    'Non-text contrast',
    'Field borders have 3:1, in forced colours too.',
    [allComponents, 'FieldBorderContrast'],
    [colours, 'has enough contrast wherever one colour is on another'],
    [display, 'distinguishes the selected card, the button and the focus'],
  ),
  aa('1.4.12', 'Text spacing', 'Line, letter and word spacing can be increased without loss.', [
    allComponents,
    'TextSpacing',
  ]),
  a(
    '2.1.1',
    'Keyboard',
    'Everything works with Tab, the arrow keys, Space and Enter.',
    [checkout, 'PaidByKeyboard'],
    [account, 'RemovedByKeyboard'],
    ['apps/demo/e2e/keyboard.test.ts', 'buys, saves the card and buys again without a mouse'],
  ),
  a('2.1.2', 'No keyboard trap', 'Escape and Cancel close a dialog, and focus returns to its button.', [
    announcements,
    'confirms a purchase in a dialog, which Escape closes',
  ]),
  a(
    '2.2.1',
    'Timing adjustable',
    'An expired quote is renewed, and a new press confirms it; nothing entered is lost.',
    [interrupted, 'QuoteExpired'],
  ),
  a('2.2.2', 'Pause, stop, hide', 'Only progress indicators move, and slowly with reduced motion.', [
    display,
    'animates slowly with reduced motion',
  ]),
  a('2.3.1', 'Three flashes', 'Nothing flashes: the spinner turns, the skeleton fades slowly.', [
    allComponents,
    'ReducedMotion',
  ]),
  a(
    '2.4.3',
    'Focus order',
    'Focus follows the reading order, and moves to the next step after an action.',
    [allComponents, 'FocusOrder'],
    [`${react}/status/declined.stories.tsx`, 'AnotherCardSelected'],
  ),
  aa('2.4.6', 'Headings and labels', 'Labels are descriptive; the buttons of a row name their card.', [
    allComponents,
    'LabelInName',
  ]),
  aa('2.4.7', 'Focus visible', 'The focused element has a 2 px outline.', [allComponents, 'FocusOrder']),
  aa('2.4.11', 'Focus not obscured', 'The kit never covers the focused element.', [allComponents, 'FocusOrder']),
  a('2.5.2', 'Pointer cancellation', 'Actions run on release, and can be cancelled before it.', [
    allComponents,
    'PointerCancellation',
  ]),
  a('2.5.3', 'Label in name', 'The accessible name of a button contains its visible label.', [
    allComponents,
    'LabelInName',
  ]),
  aa(
    '2.5.8',
    'Target size',
    'At least 24 by 24 px; most targets are 40 px high.',
    [display, 'has targets of at least 24 by 24 pixels'],
    [allComponents, 'TargetSize'],
  ),
  a('3.1.1', 'Language of page', 'Each component sets its language and writing direction.', [
    `${react}/provider/provider.test.tsx`,
    'speaks the language it is given, and asks the backend for it',
  ]),
  aa('3.1.2', 'Language of parts', 'The consent text sets its own language if that differs.', [
    `${react}/provider/provider.test.tsx`,
    'speaks the language it is given, and asks the backend for it',
  ]),
  a('3.2.1', 'On focus', 'Focus alone has no effect.', [allComponents, 'FocusOrder']),
  a('3.2.2', 'On input', 'Typing and selecting never move focus and never pay.', [securityCode, 'FourDigits']),
  aa('3.2.4', 'Consistent identification', 'One term per concept, in every language.', [
    `${react}/messages/messages.test.ts`,
    'has every message, with the placeholders of the English one',
  ]),
  a(
    '3.3.1',
    'Error identification',
    'The error is described in text at the field, which is marked invalid and focused.',
    [securityCode, 'Missing'],
  ),
  a('3.3.2', 'Labels or instructions', 'The field states the number of digits up front.', [securityCode, 'Required']),
  aa('3.3.3', 'Error suggestion', 'The error message says how to fix the error, and disappears once it is fixed.', [
    securityCode,
    'Corrected',
  ]),
  aa(
    '3.3.4',
    'Error prevention (financial)',
    'The button shows the amount; a one-click purchase is confirmed first; a new price needs a new press.',
    [oneClick, 'ConfirmedInDialog'],
    [interrupted, 'PriceChanged'],
  ),
  a('3.3.7', 'Redundant entry', 'A saved card is selected, not entered again.', [checkout, 'OneSavedCard']),
  a(
    '4.1.2',
    'Name, role, value',
    'axe checks every story in a browser, and any violation fails it.',
    [states, 'is accessible before and after a press: %s'],
    [allComponents, 'LabelInName'],
  ),
  aa(
    '4.1.3',
    'Status messages',
    'Each status change is announced once, without moving focus.',
    [`${react}/checkout/parts.test.tsx`, 'has its live region from the first paint on'],
    [announcements, 'announces an unknown outcome once'],
  ),
]

/** The other criteria of levels A and AA, and why they do not apply. */
export const notApplicable: Readonly<Record<string, string>> = {
  '1.2.1': 'There is no audio or video.',
  '1.2.2': 'There is no audio or video.',
  '1.2.3': 'There is no audio or video.',
  '1.2.4': 'There is no audio or video.',
  '1.2.5': 'There is no audio or video.',
  '1.3.3': 'No instruction refers to shape, position or sound.',
  '1.4.2': 'There is no audio.',
  '1.4.5': 'There are no images of text.',
  '1.4.13': 'Nothing appears on hover or focus.',
  '2.1.4': 'There are no single-character shortcuts.',
  '2.4.1': 'The page belongs to the shop.',
  '2.4.2': 'The page belongs to the shop.',
  '2.4.4': 'There are no links.',
  '2.4.5': 'The site belongs to the shop.',
  '2.5.1': 'There are no gestures.',
  '2.5.4': 'Nothing reacts to device motion.',
  '2.5.7': 'There is no dragging.',
  '3.2.3': 'The navigation belongs to the shop.',
  '3.2.6': 'The shop decides where to offer help.',
  '3.3.8': 'There is no sign-in; the security code can be pasted and autofilled.',
}
