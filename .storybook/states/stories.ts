import { isExportStory, storyNameFromExport, toId } from 'storybook/internal/csf'

interface StoryModule {
  readonly default?: { readonly title?: string }
  readonly [name: string]: unknown
}

/** A story, where it is, and which states it shows. */
export interface ToldStory {
  readonly id: string
  /** The file it is in, and the name it is exported under. */
  readonly file: string
  readonly key: string
  readonly title: string
  readonly name: string
  readonly shows: readonly string[]
  /** The scenario of the fake backend it opens with. */
  readonly scenario: string | undefined
}

/** All stories of some story files, by the path each was found at. */
export function storiesOf(modules: Readonly<Record<string, StoryModule>>): ToldStory[] {
  return Object.entries(modules).flatMap(([file, { default: meta, ...stories }]) =>
    Object.entries(stories).flatMap(([key, story]) =>
      isStory(story) && isExportStory(key, {})
        ? [
            {
              id: toId(meta?.title ?? '', storyNameFromExport(key)),
              file,
              key,
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
