import { useState, type ReactElement } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Scenario } from '../../api/sandbox-api.ts'
import { useMessages } from '../language/language.tsx'
import { sandboxQuery, playScenario } from './sandbox.queries.ts'

interface ScenarioSwitchProps {
  readonly scenarios: readonly Scenario[]
  /** Id of the scenario that the next matching call plays. */
  readonly waiting: string | null
}

/** Chooses the behaviour of the gateway for the next payment. The texts are the sandbox's, in English. */
export function ScenarioSwitch({ scenarios, waiting }: ScenarioSwitchProps): ReactElement {
  const messages = useMessages()
  const queryClient = useQueryClient()
  const [chosen, choose] = useState('')
  const play = useMutation({
    mutationFn: playScenario,
    onSuccess: (view) => queryClient.setQueryData(sandboxQuery.queryKey, view),
  })
  const find = (id: string | null) => scenarios.find((scenario) => scenario.id === id)
  const groups = [...new Set(scenarios.map(({ group }) => group))]
  return (
    <section>
      <h2>{messages.scenario}</h2>
      <form
        className="scenario"
        onSubmit={(event) => {
          event.preventDefault()
          play.mutate(chosen === '' ? null : chosen)
        }}
      >
        <label>
          <span className="visually-hidden">{messages.scenario}</span>
          <select value={chosen} onChange={(event) => choose(event.target.value)}>
            <option value="">{messages.asUsual}</option>
            {groups.map((group) => (
              <optgroup key={group} label={group}>
                {scenarios
                  .filter((scenario) => scenario.group === group)
                  .map(({ id, title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
        <button type="submit" className="button quiet">
          {messages.playScenario}
        </button>
      </form>
      <p lang="en">{find(chosen)?.sentence}</p>
      <output>{waiting !== null && messages.scenarioWaits(find(waiting)?.title ?? waiting)}</output>
      <p className="error" role="alert">
        {play.isError && messages.wentWrong}
      </p>
    </section>
  )
}
