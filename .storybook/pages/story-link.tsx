import type { ReactElement, ReactNode } from 'react'
import { useGlobal } from './use-global.ts'
import { allStories } from './all-stories.ts'

/** A link to the story that shows a state, in the toolbar's language. */
export function StoryLink({
  shows,
  children,
}: {
  readonly shows: string
  readonly children?: ReactNode
}): ReactElement {
  const language = useGlobal('language')
  // Prefer the story that is about the state: it lists the state first. Others only pass through it.
  const story =
    allStories.find((entry) => entry.shows[0] === shows) ?? allStories.find((entry) => entry.shows.includes(shows))
  if (story === undefined) return <>{children}</>
  const globals = language === 'en' ? '' : `&globals=language:${language}`
  return (
    // `_top`: the docs page is in Storybook's iframe, which the link has to leave.
    <a href={`./?path=/story/${story.id}${globals}`} target="_top">
      {children ?? story.name}
    </a>
  )
}
