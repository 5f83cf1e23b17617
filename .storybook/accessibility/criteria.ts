/** A test, where it is and what it is called there. A story is a test, called by the name it is exported under. */
export interface NamedTest {
  readonly file: string
  readonly title: string
}

/** A success criterion of WCAG 2.2, level A or AA, how the kit meets it, and what proves it. */
export interface Criterion {
  readonly number: string
  readonly name: string
  readonly level: 'A' | 'AA'
  readonly how: string
  readonly tests: readonly NamedTest[]
}

const react = 'packages/react/src'
const senses = 'packages/react/test/browser/display-settings.test.tsx'
const colours = 'packages/react/test/browser/colours.test.tsx'
const heard = 'packages/react/test/browser/announcements.test.tsx'
const states = `${react}/status/accessibility.test.tsx`
const together = `${react}/status/accessible.stories.tsx`
const checkout = `${react}/checkout/checkout.stories.tsx`
const code = `${react}/cvc/cvc-field.stories.tsx`
const interrupted = `${react}/status/interrupted.stories.tsx`
const oneClick = `${react}/pay/pay-buttons.stories.tsx`
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

/** The criteria that apply to what the kit puts on a page. */
export const criteria: readonly Criterion[] = [
  a('1.1.1', 'Non-text content', 'There are no images; marks and card miniatures are decoration and are not read.', [
    states,
    'is accessible when it opens on a payment that is %s',
  ]),
  a(
    '1.3.1',
    'Info and relationships',
    'Native elements: radios in a fieldset with a legend, a labelled input, a list, a dialog.',
    [states, 'is accessible before and after a press: %s'],
    [states, 'has an accessible account page %s'],
  ),
  a('1.3.2', 'Meaningful sequence', 'Parts are read in the order in which they are seen.', [together, 'FocusIsSeen']),
  aa('1.3.4', 'Orientation', 'Nothing depends on how a phone is held; every width has a layout.', [
    senses,
    'loses nothing and scrolls in one direction at 400 % zoom',
  ]),
  aa('1.3.5', 'Identify input purpose', 'The security code says what it is, so that browsers fill it in.', [
    `${react}/cvc/cvc-field.test.tsx`,
    'is what a phone’s keyboard and a card’s autofill expect',
  ]),
  a('1.4.1', 'Use of colour', 'Each state has its words and a mark; an expired card says so and cannot be chosen.', [
    checkout,
    'SeveralCards',
  ]),
  aa(
    '1.4.3',
    'Contrast',
    'Every story is measured by axe, and the dark scheme too; the theme editor warns of less.',
    [together, 'InTheDark'],
    [`${react}/status/declined.stories.tsx`, 'InTheDark'],
    [colours, 'has enough contrast wherever one colour is on another'],
    ['.storybook/theming/theme.test.ts', 'has enough contrast in the theme %s'],
  ),
  aa(
    '1.4.4',
    'Resize text',
    'Everything is measured in rem; text of twice the size is neither cut nor hidden.',
    [senses, 'loses nothing with text of twice the size'],
    [together, 'TextTwiceTheSize'],
  ),
  aa('1.4.10', 'Reflow', 'At 320 px nothing scrolls sideways.', [together, 'OnANarrowPhone']),
  aa(
    '1.4.11',
    'Non-text contrast',
    'Edges of fields have 3:1, also in forced colours.',
    [together, 'EdgesAreSeen'],
    [colours, 'has enough contrast wherever one colour is on another'],
    [senses, 'the chosen card, the button and the focus are still told apart'],
  ),
  aa('1.4.12', 'Text spacing', 'Lines, letters and words may be spaced out without loss.', [
    together,
    'TextWithMoreSpace',
  ]),
  a(
    '2.1.1',
    'Keyboard',
    'Everything works with Tab, arrows, Space and Enter.',
    [checkout, 'PaidWithoutAMouse'],
    [account, 'Removed'],
    ['apps/demo/e2e/keyboard.test.ts', 'buys, saves the card and buys again without a mouse'],
  ),
  a('2.1.2', 'No keyboard trap', 'A dialog is left with Escape or Cancel, and the focus returns to its button.', [
    heard,
    'reviews a purchase before it is paid, and can be left',
  ]),
  a('2.2.1', 'Timing adjustable', 'A price that ran out is signed anew, and a press confirms it; nothing is lost.', [
    interrupted,
    'PageWasOpenForLong',
  ]),
  a('2.2.2', 'Pause, stop, hide', 'Only what is under way moves, and slowly for those who ask for less motion.', [
    senses,
    'turns nothing quickly for those who asked for less motion',
  ]),
  a('2.3.1', 'Three flashes', 'Nothing flashes: a spinner turns, a skeleton breathes.', [
    together,
    'StillForThoseWhoAskForIt',
  ]),
  a(
    '2.4.3',
    'Focus order',
    'The focus follows the reading order, and is put where the customer goes on.',
    [together, 'FocusIsSeen'],
    [`${react}/status/declined.stories.tsx`, 'AnotherCardIsChosen'],
  ),
  aa('2.4.6', 'Headings and labels', 'Labels say what is meant; buttons of a row name their card.', [
    together,
    'NamedAsTheyRead',
  ]),
  aa('2.4.7', 'Focus visible', 'An outline of 2 px around whatever has the focus.', [together, 'FocusIsSeen']),
  aa('2.4.11', 'Focus not obscured', 'Nothing of the kit covers what has the focus.', [together, 'FocusIsSeen']),
  a('2.5.2', 'Pointer cancellation', 'A press counts when it is released, and can be taken back before.', [
    together,
    'PressTakenBack',
  ]),
  a('2.5.3', 'Label in name', 'A button is called what is written on it, and perhaps more.', [
    together,
    'NamedAsTheyRead',
  ]),
  aa(
    '2.5.8',
    'Target size',
    'At least 24 by 24 px; most are 40 px high.',
    [senses, 'has targets of at least 24 by 24 pixels'],
    [together, 'LargeEnoughToPress'],
  ),
  a('3.1.1', 'Language of page', 'Each part says which language and direction it is written in.', [
    `${react}/provider/provider.test.tsx`,
    'speaks the language it is given, and asks the backend for it',
  ]),
  aa('3.1.2', 'Language of parts', 'The consent text says its own language where it differs.', [
    `${react}/provider/provider.test.tsx`,
    'speaks the language it is given, and asks the backend for it',
  ]),
  a('3.2.1', 'On focus', 'Nothing happens by being focused.', [together, 'FocusIsSeen']),
  a('3.2.2', 'On input', 'Typing and choosing never move the focus and never pay.', [code, 'FourDigitsOnTheFront']),
  aa('3.2.4', 'Consistent identification', 'One word for one thing, in every language.', [
    `${react}/messages/messages.test.ts`,
    'has every message, with the places of the English one',
  ]),
  a('3.3.1', 'Error identification', 'A mistake is told in words at the field, which is marked and focused.', [
    code,
    'Forgotten',
  ]),
  a('3.3.2', 'Labels or instructions', 'The field says how many digits it wants before it is filled in.', [
    code,
    'Required',
  ]),
  aa('3.3.3', 'Error suggestion', 'What is said of a mistake says how to mend it, and is forgiven once it is.', [
    code,
    'TooShort',
  ]),
  aa(
    '3.3.4',
    'Error prevention (financial)',
    'The button names the amount; a one-click purchase is reviewed; a new price waits for a new press.',
    [oneClick, 'ReviewedInADialog'],
    [interrupted, 'PriceChanged'],
  ),
  a('3.3.7', 'Redundant entry', 'A saved card is chosen and not typed again.', [checkout, 'OneSavedCard']),
  a(
    '4.1.2',
    'Name, role, value',
    'Every story is examined by axe, in a browser, and fails on any violation.',
    [states, 'is accessible before and after a press: %s'],
    [together, 'NamedAsTheyRead'],
  ),
  aa(
    '4.1.3',
    'Status messages',
    'What became of a payment is announced without moving the focus, each time once.',
    [`${react}/checkout/parts.test.tsx`, 'has its live region from the first paint on'],
    [heard, 'waits for an outcome that nobody knows yet'],
  ),
]

/** The other criteria of level A and AA, and why they have no row. */
export const elsewhere: Readonly<Record<string, string>> = {
  '1.2.1': 'There is no audio or video.',
  '1.2.2': 'There is no audio or video.',
  '1.2.3': 'There is no audio or video.',
  '1.2.4': 'There is no audio or video.',
  '1.2.5': 'There is no audio or video.',
  '1.3.3': 'No instruction speaks of shape, place or sound.',
  '1.4.2': 'There is no audio.',
  '1.4.5': 'There are no images of text.',
  '1.4.13': 'Nothing appears on hover or focus.',
  '2.1.4': 'There are no shortcuts of single characters.',
  '2.4.1': 'The page is the shop’s.',
  '2.4.2': 'The page is the shop’s.',
  '2.4.4': 'There are no links.',
  '2.4.5': 'The site is the shop’s.',
  '2.5.1': 'There are no gestures.',
  '2.5.4': 'Nothing is moved by motion.',
  '2.5.7': 'Nothing is dragged.',
  '3.2.3': 'The navigation is the shop’s.',
  '3.2.6': 'Where help is offered is the shop’s choice.',
  '3.3.8': 'Nobody signs in here; the code can be pasted and filled in.',
}
