import type { ReactElement } from 'react'
import { allStories } from '../pages/all-stories.ts'
import { criteria, elsewhere, type NamedTest } from './criteria.ts'

/** The accessibility statement: each criterion that applies, how it is met, and the tests that prove it. */
export function Statement(): ReactElement {
  return (
    <>
      <div className="table-frame">
        <table className="statement">
          <caption>{criteria.length} criteria of WCAG 2.2, level A and AA, apply to the kit</caption>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              <th scope="col">How it is met</th>
              <th scope="col">Proved by</th>
            </tr>
          </thead>
          <tbody>
            {criteria.map(({ number, name, level, how, tests }) => (
              <tr key={number}>
                <th scope="row">
                  {number} {name} <small>Level {level}</small>
                </th>
                <td data-label="How it is met">{how}</td>
                <td data-label="Proved by">
                  <ul>
                    {tests.map((test) => (
                      <li key={`${test.file} ${test.title}`}>
                        <TestName {...test} />
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>{Object.keys(elsewhere).length} criteria that do not apply, and why</summary>
        <ul>
          {Object.entries(elsewhere).map(([number, why]) => (
            <li key={number}>
              {number}: {why}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

function TestName({ file, title }: NamedTest): ReactElement {
  const story = allStories.find((told) => told.key === title && told.file.endsWith(file))
  return (
    <>
      {story === undefined ? (
        title
      ) : (
        <a href={`./?path=/story/${story.id}`} target="_top">
          {story.title}: {story.name}
        </a>
      )}
      <small className="statement-file">{file}</small>
    </>
  )
}
