import { storiesOf } from '../states/stories.ts'

/** Every story there is. */
export const allStories = storiesOf(
  import.meta.glob<Readonly<Record<string, unknown>>>(
    ['../*/*.stories.tsx', '../../packages/react/src/**/*.stories.tsx'],
    { eager: true },
  ),
)
