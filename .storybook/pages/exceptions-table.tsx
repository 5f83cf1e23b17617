import type { ReactElement } from 'react'
import { exceptions } from './payment-flows.ts'
import { StoryLink } from './story-link.tsx'

/** The exceptions of the payment flows, each with the story that shows it. */
export function ExceptionsTable(): ReactElement {
  return (
    <div className="table-frame">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Then</th>
            <th scope="col">Story</th>
          </tr>
        </thead>
        <tbody>
          {exceptions.map(({ when, outcome, shows }) => (
            <tr key={when}>
              <th scope="row">{when}</th>
              <td>{outcome}</td>
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
