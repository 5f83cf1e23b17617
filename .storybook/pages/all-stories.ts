import { toStoryEntries } from '../states/story-entries.ts'

/** Every story of the Storybook. */
export const allStories = toStoryEntries(
  import.meta.glob<Readonly<Record<string, unknown>>>(
    ['../*/*.stories.tsx', '../../packages/react/src/**/*.stories.tsx'],
    // `exhaustive`: by default wildcards skip dot folders, such as this one.
    { eager: true, exhaustive: true },
  ),
)
