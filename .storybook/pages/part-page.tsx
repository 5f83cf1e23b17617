import { ArgTypes, Description, Heading, Stories, Subtitle, Title } from '@storybook/addon-docs/blocks'
import type { ReactElement } from 'react'

/** The page of a part: what it is for, each state with its code, and what it takes. */
export function PartPage(): ReactElement {
  return (
    <>
      <Title />
      <Subtitle />
      <Description />
      <Stories title="" />
      <Heading>Properties</Heading>
      <ArgTypes />
    </>
  )
}
