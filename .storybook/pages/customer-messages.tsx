import {
  ADVICE_FOR,
  CARD_STATES,
  CVC_RULES,
  DECLINE_ADVICE,
  DECLINE_REASONS,
  PAYMENT_STATUSES,
  type Decline,
  type Payment,
  type SavedCard,
} from '@cardfile/contract'
import { en, type FlowState, type Messages } from '@cardfile/react'
import { expiredCard, mastercard, visa } from '@cardfile/react/testing'
import { useEffect, useState, type ReactElement } from 'react'
import { cardMessage, cvcMessage, messageFor, type CustomerMessage } from '../states/customer-message.ts'
import { LOCAL_STATES, NOTICES } from '../states/states.ts'
import { languageName, LANGUAGES, loadMessages } from '../toolbar/languages.ts'
import { StateTable } from './state-table.tsx'
import { useGlobal } from './use-global.ts'

const CARDS: Readonly<Record<SavedCard['state'], SavedCard>> = {
  active: visa,
  expiring: mastercard,
  expired: expiredCard,
}

/** Every state of the contract, with the message that a customer reads, in a chosen language. */
export function CustomerMessages(): ReactElement {
  const toolbarLanguage = useGlobal('language')
  const [chosen, choose] = useState<string | null>(null)
  const language = chosen ?? toolbarLanguage
  const messages = useMessages(language)
  const rows = <Name extends string>(
    kind: string,
    names: readonly Name[],
    toMessage: (name: Name) => CustomerMessage,
  ) => names.map((name) => ({ state: `${kind}:${name}`, name, message: toMessage(name) }))
  const notices = Object.entries(NOTICES)
  return (
    <>
      <p>
        <label>
          Language{' '}
          <select value={language} onChange={(event) => choose(event.target.value)}>
            {LANGUAGES.map((tag) => (
              <option key={tag} value={tag}>
                {languageName(tag)}
              </option>
            ))}
          </select>
        </label>
      </p>
      <StateTable
        title="Payment status"
        messages={messages}
        rows={rows('state', PAYMENT_STATUSES, (status) => messageFor(messages, { state: status }))}
      />
      <StateTable
        title="Before and during a press"
        messages={messages}
        rows={rows('state', LOCAL_STATES, (state: FlowState) => messageFor(messages, { state }))}
      />
      <StateTable
        title="Decline reasons"
        messages={messages}
        rows={rows('reason', DECLINE_REASONS, (reason) =>
          messageFor(messages, declined({ reason, advice: ADVICE_FOR[reason] })),
        )}
      />
      <StateTable
        title="Decline advice"
        messages={messages}
        rows={rows('advice', DECLINE_ADVICE, (advice) =>
          messageFor(messages, declined({ reason: 'processing_error', advice })),
        )}
      />
      <StateTable
        title="Notices"
        messages={messages}
        rows={notices.map(([kind, when]) => ({
          state: `notice:${kind}`,
          name: kind,
          when,
          message: messageFor(messages, { state: 'ready', notice: kind }),
        }))}
      />
      <StateTable
        title="Saved cards"
        messages={messages}
        rows={rows('card', CARD_STATES, (state) => cardMessage(messages, CARDS[state]))}
      />
      <StateTable
        title="Security code"
        messages={messages}
        rows={rows('cvc', CVC_RULES, (rule) => cvcMessage(messages, rule))}
      />
    </>
  )
}

function declined(decline: Decline): { state: FlowState; decline: Decline } {
  return { state: 'declined' satisfies Payment['status'], decline }
}

function useMessages(language: string): Messages {
  const [messages, setMessages] = useState(en)
  useEffect(() => {
    let isCurrent = true
    void loadMessages(language).then((loaded) => isCurrent && setMessages(loaded))
    return () => {
      isCurrent = false
    }
  }, [language])
  return messages
}
