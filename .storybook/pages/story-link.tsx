import type { ReactElement, ReactNode } from 'react'
import { useChoice } from './use-choice.ts'
import { allStories } from './all-stories.ts'

/** Links to the story that shows a state, in the language that is chosen. */
export function StoryLink({
  shows,
  children,
}: {
  readonly shows: string
  readonly children?: ReactNode
}): ReactElement {
  const language = useChoice('language')
  // Some stories only pass through a state; the one that is about it names it first.
  const story =
    allStories.find((told) => told.shows[0] === shows) ?? allStories.find((told) => told.shows.includes(shows))
  if (story === undefined) return <>{children}</>
  const globals = language === 'en' ? '' : `&globals=language:${language}`
  return (
    // A page lies in a frame of Storybook's; the story replaces both.
    <a href={`./?path=/story/${story.id}${globals}`} target="_top">
      {children ?? story.name}
    </a>
  )
}
