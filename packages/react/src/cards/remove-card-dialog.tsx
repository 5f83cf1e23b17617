'use client'
import type { SavedCard } from '@cardfile/contract'
import { useEffect, useId, useRef, type ReactElement } from 'react'
import { buttonEn } from '../messages/en-button.ts'
import { commonEn } from '../messages/en-common.ts'
import { managerEn } from '../messages/en-manager.ts'
import { useMessages } from '../provider/use-messages.ts'
import { useRemoveSavedCard } from './use-remove-saved-card.ts'

interface RemoveCardDialogProps {
  readonly card: SavedCard
  readonly name: string
  readonly onClosed: (outcome: 'removed' | 'kept') => void
}

/** Confirms the removal of a card. Focus starts on Cancel, and Escape cancels. */
export function RemoveCardDialog({ card, name, onClosed }: RemoveCardDialogProps): ReactElement {
  const { messages } = useMessages('manager', managerEn, '<RemoveCardDialog>')
  const { messages: buttons } = useMessages('button', buttonEn, '<RemoveCardDialog>')
  const { messages: common } = useMessages('common', commonEn, '<RemoveCardDialog>')
  const remove = useRemoveSavedCard()
  const dialog = useRef<HTMLDialogElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (dialog.current?.open !== false) return
    // showModal() focuses the element with this attribute, which React's `autoFocus` does not render. Focusing Cancel later
    // makes a screen reader announce the other button first.
    cancel.current?.setAttribute('autofocus', '')
    dialog.current.showModal()
  }, [])

  const confirm = () => {
    if (remove.isPending) return
    remove.mutate(card.id, {
      onSuccess: () => {
        dialog.current?.close()
        onClosed('removed')
      },
    })
  }
  return (
    <dialog
      ref={dialog}
      data-cardfile="dialog"
      data-state={remove.isPending ? 'removing' : remove.isError ? 'failed' : 'asking'}
      aria-labelledby={titleId}
      onClose={() => onClosed('kept')}
    >
      <h3 id={titleId}>{`${messages.remove}: ${name}`}</h3>
      <output>{remove.isError && `${common.failed} ${common.mayRetry}`}</output>
      <button type="button" data-cardfile="remove" aria-disabled={remove.isPending} onClick={confirm}>
        {remove.isPending ? buttons.wait : messages.remove}
      </button>
      <button type="button" ref={cancel} data-cardfile="dismiss" onClick={() => dialog.current?.close()}>
        {common.cancel}
      </button>
    </dialog>
  )
}
