import { isExportStory, storyNameFromExport, toId } from 'storybook/internal/csf'

interface StoryModule {
  readonly default?: { readonly title?: string }
  readonly [name: string]: unknown
}

/** A story, its file, and the states it shows. */
export interface StoryEntry {
  readonly id: string
  /** Its file, and the name it is exported under. */
  readonly file: string
  readonly key: string
  readonly title: string
  readonly name: string
  readonly shows: readonly string[]
  /** The fake backend's scenario when the story opens. */
  readonly scenario: string | undefined
}

/** The stories of story modules, which are keyed by file. */
export function toStoryEntries(modules: Readonly<Record<string, StoryModule>>): StoryEntry[] {
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
