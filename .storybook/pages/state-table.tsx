import type { Messages } from '@cardfile/react'
import type { ReactElement } from 'react'
import type { CustomerMessage } from '../states/customer-message.ts'
import { StoryLink } from './story-link.tsx'

interface StateTableProps {
  readonly title: string
  readonly messages: Messages
  readonly rows: readonly {
    readonly state: string
    readonly name: string
    readonly when?: string
    readonly message: CustomerMessage
  }[]
}

/** The states of one kind, each with its message, its buttons and the story that shows it. */
export function StateTable({ title, messages: { locale, direction }, rows }: StateTableProps): ReactElement {
  return (
    <div className="table-frame">
      <table className="state-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">The customer reads</th>
            <th scope="col">Buttons</th>
            <th scope="col">Story</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ state, name, when, message: { text, detail, actions } }) => (
            <tr key={state}>
              <th scope="row">
                <code>{name}</code>
                {when !== undefined && <small>{when}</small>}
              </th>
              <td data-label="The customer reads" lang={locale} dir={text === '' ? undefined : direction}>
                {text === '' ? <em lang="en">nothing</em> : detail === '' ? text : <strong>{text}</strong>} {detail}
              </td>
              <td data-label="Buttons" lang={locale} dir={direction}>
                {actions.map((action) => (
                  <span key={action} className="state-action">
                    {action}
                  </span>
                ))}
              </td>
              <td data-label="Story">
                <StoryLink shows={state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
