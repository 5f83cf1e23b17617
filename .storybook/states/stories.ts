import { isExportStory, storyNameFromExport, toId } from 'storybook/internal/csf'

interface StoryModule {
  readonly default?: { readonly title?: string }
  readonly [name: string]: unknown
}

/** A story, where it is, and which states it shows. */
export interface ToldStory {
  readonly id: string
  readonly title: string
  readonly name: string
  readonly shows: readonly string[]
  /** The scenario of the fake backend it opens with. */
  readonly scenario: string | undefined
}

/** All stories of some story files. */
export function storiesOf(modules: readonly StoryModule[]): ToldStory[] {
  return modules.flatMap(({ default: meta, ...stories }) =>
    Object.entries(stories).flatMap(([key, story]) =>
      isStory(story) && isExportStory(key, {})
        ? [
            {
              id: toId(meta?.title ?? '', storyNameFromExport(key)),
              title: meta?.title ?? '',
              name: story.name ?? storyNameFromExport(key),
              shows: story.parameters?.shows ?? [],
              scenario: story.parameters?.shop?.scenario,
            },
          ]
        : [],
    ),
  )
}

interface Story {
  readonly name?: string
  readonly parameters?: { readonly shows?: readonly string[]; readonly shop?: { readonly scenario?: string } }
}

function isStory(value: unknown): value is Story {
  return typeof value === 'object' && value !== null
}
