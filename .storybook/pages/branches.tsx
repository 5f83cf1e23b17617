import type { ReactElement } from 'react'
import { branches } from './phases.ts'
import { StoryLink } from './story-link.tsx'

/** What else a press can lead to, each with the story that shows it. */
export function Branches(): ReactElement {
  return (
    <div className="table-frame">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Then</th>
            <th scope="col">See it</th>
          </tr>
        </thead>
        <tbody>
          {branches.map(({ when, what, shows }) => (
            <tr key={when}>
              <th scope="row">{when}</th>
              <td>{what}</td>
              <td>
                <StoryLink shows={shows} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
