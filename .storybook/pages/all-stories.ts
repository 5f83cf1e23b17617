import { storiesOf } from '../states/stories.ts'

/** Every story there is. */
export const allStories = storiesOf(
  import.meta.glob<Readonly<Record<string, unknown>>>(
    ['../*/*.stories.tsx', '../../packages/react/src/**/*.stories.tsx'],
    // Wildcards pass over folders that begin with a dot, as this one does, unless told not to.
    { eager: true, exhaustive: true },
  ),
)
