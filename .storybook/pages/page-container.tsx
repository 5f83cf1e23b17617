import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks'
import { useEffect, type PropsWithChildren, type ReactElement } from 'react'
import { themes } from 'storybook/theming'
import { useChoice } from './use-choice.ts'
import './pages.css'

/** The frame of every documentation page: light or dark as the toolbar says. */
export function PageContainer(props: PropsWithChildren<DocsContainerProps>): ReactElement {
  const isDark = useChoice('scheme') === 'dark'
  useEffect(() => {
    document.documentElement.dataset['scheme'] = isDark ? 'dark' : 'light'
  }, [isDark])
  return <DocsContainer {...props} theme={isDark ? themes.dark : themes.light} />
}
