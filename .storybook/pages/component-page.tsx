import { ArgTypes, Description, Heading, Stories, Subtitle, Title } from '@storybook/addon-docs/blocks'
import type { ReactElement } from 'react'

/** The docs page of a component: its purpose, its stories with their code, and its props. */
export function ComponentPage(): ReactElement {
  return (
    <>
      <Title />
      <Subtitle />
      <Description />
      <Stories title="" />
      <Heading>Props</Heading>
      <ArgTypes />
    </>
  )
}
