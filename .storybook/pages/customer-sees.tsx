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
import { cardSentence, codeSentence, sentenceOf, type Sentence } from '../states/sentence.ts'
import { DOINGS, NOTICES } from '../states/states.ts'
import { languageName, LANGUAGES, loadMessages } from '../toolbar/languages.ts'
import { StateTable } from './state-table.tsx'
import { useChoice } from './use-choice.ts'

const CARDS: Readonly<Record<SavedCard['state'], SavedCard>> = {
  active: visa,
  expiring: mastercard,
  expired: expiredCard,
}

/** Every state of the contract with the sentence a customer reads in it, in the language that is chosen. */
export function CustomerSees(): ReactElement {
  const inToolbar = useChoice('language')
  const [chosen, choose] = useState<string | null>(null)
  const language = chosen ?? inToolbar
  const messages = useMessages(language)
  const rows = <Name extends string>(kind: string, names: readonly Name[], tell: (name: Name) => Sentence) =>
    names.map((name) => ({ state: `${kind}:${name}`, name, sentence: tell(name) }))
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
        title="What became of a payment"
        messages={messages}
        rows={rows('state', PAYMENT_STATUSES, (status) => sentenceOf(messages, { state: status }))}
      />
      <StateTable
        title="While something is under way"
        messages={messages}
        rows={rows('state', DOINGS, (state: FlowState) => sentenceOf(messages, { state }))}
      />
      <StateTable
        title="Why a payment was declined"
        messages={messages}
        rows={rows('reason', DECLINE_REASONS, (reason) =>
          sentenceOf(messages, declined({ reason, advice: ADVICE_FOR[reason] })),
        )}
      />
      <StateTable
        title="What is advised after a decline"
        messages={messages}
        rows={rows('advice', DECLINE_ADVICE, (advice) =>
          sentenceOf(messages, declined({ reason: 'processing_error', advice })),
        )}
      />
      <StateTable
        title="Why a press led nowhere"
        messages={messages}
        rows={notices.map(([kind, when]) => ({
          state: `notice:${kind}`,
          name: kind,
          when,
          sentence: sentenceOf(messages, { state: 'ready', notice: kind }),
        }))}
      />
      <StateTable
        title="How a saved card is called"
        messages={messages}
        rows={rows('card', CARD_STATES, (state) => cardSentence(messages, CARDS[state]))}
      />
      <StateTable
        title="Whether a security code is asked for"
        messages={messages}
        rows={rows('cvc', CVC_RULES, (rule) => codeSentence(messages, rule))}
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
    let isWanted = true
    void loadMessages(language).then((loaded) => isWanted && setMessages(loaded))
    return () => {
      isWanted = false
    }
  }, [language])
  return messages
}
