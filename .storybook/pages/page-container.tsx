import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks'
import { useEffect, type PropsWithChildren, type ReactElement } from 'react'
import { themes } from 'storybook/theming'
import { useGlobal } from './use-global.ts'
import './pages.css'

/** The container of every docs page, in the toolbar's colour scheme. */
export function PageContainer(props: PropsWithChildren<DocsContainerProps>): ReactElement {
  const isDark = useGlobal('scheme') === 'dark'
  useEffect(() => {
    document.documentElement.dataset['scheme'] = isDark ? 'dark' : 'light'
  }, [isDark])
  return <DocsContainer {...props} theme={isDark ? themes.dark : themes.light} />
}
