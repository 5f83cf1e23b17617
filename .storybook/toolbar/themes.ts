/** A theme: values for the stylesheet's custom properties. */
export interface Theme {
  readonly title: string
  readonly properties: Readonly<Record<string, string>>
}

/** Example themes, and starting points for a theme of your own. */
export const THEMES: Readonly<Record<string, Theme>> = {
  cardfile: { title: 'Cardfile', properties: {} },
  forest: {
    title: 'Forest',
    properties: {
      '--cardfile-accent': 'light-dark(#0f6b5c, #7fdcc8)',
      '--cardfile-on-accent': 'light-dark(#ffffff, #062a23)',
      '--cardfile-surface': 'light-dark(#fdfdf9, #141a17)',
      '--cardfile-line': 'light-dark(#d6dccf, #333d37)',
      '--cardfile-radius': '0.25rem',
    },
  },
  ink: {
    title: 'Ink',
    properties: {
      '--cardfile-accent': 'light-dark(#191c22, #eceef3)',
      '--cardfile-on-accent': 'light-dark(#ffffff, #111318)',
      '--cardfile-radius': '0rem',
      '--cardfile-gap': '1.25rem',
    },
  },
  berry: {
    title: 'Berry',
    properties: {
      '--cardfile-accent': 'light-dark(#a3145f, #ff9fce)',
      '--cardfile-on-accent': 'light-dark(#ffffff, #3b0421)',
      '--cardfile-surface': 'light-dark(#fffbfd, #1d1419)',
      '--cardfile-radius': '1.25rem',
      '--cardfile-row': '4rem',
    },
  },
}

/** Applies a theme to the page, and removes the properties of the previous one. */
export function applyTheme(name: unknown): void {
  const { style } = document.documentElement
  const wanted = THEMES[String(name)]?.properties ?? {}
  const known = Object.values(THEMES).flatMap(({ properties }) => Object.keys(properties))
  for (const property of known) style.removeProperty(property)
  for (const [property, value] of Object.entries(wanted)) style.setProperty(property, value)
}
