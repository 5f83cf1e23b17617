import type { ReactElement } from 'react'
import { allStories } from '../pages/all-stories.ts'
import { criteria, notApplicable, type NamedTest } from './criteria.ts'

/** The accessibility statement: each applicable criterion, how the kit meets it, and the tests that verify it. */
export function AccessibilityStatement(): ReactElement {
  return (
    <>
      <div className="table-frame">
        <table className="statement">
          <caption>{criteria.length} criteria of WCAG 2.2, levels A and AA, apply to the kit</caption>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              <th scope="col">How it is met</th>
              <th scope="col">Verified by</th>
            </tr>
          </thead>
          <tbody>
            {criteria.map(({ number, name, level, how, tests }) => (
              <tr key={number}>
                <th scope="row">
                  {number} {name} <small>Level {level}</small>
                </th>
                <td data-label="How it is met">{how}</td>
                <td data-label="Verified by">
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
        <summary>{Object.keys(notApplicable).length} criteria that do not apply, and why</summary>
        <ul>
          {Object.entries(notApplicable).map(([number, why]) => (
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
  const story = allStories.find((entry) => entry.key === title && entry.file.endsWith(file))
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
