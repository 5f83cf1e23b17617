import { storiesOf } from '../states/stories.ts'

/** Every story there is. */
export const allStories = storiesOf(
  Object.values(
    import.meta.glob<Readonly<Record<string, unknown>>>(
      ['../stage/*.stories.tsx', '../../packages/react/src/**/*.stories.tsx'],
      { eager: true },
    ),
  ),
)
