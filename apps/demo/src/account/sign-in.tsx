import type { ReactElement } from 'react'
import { cardfileKeys } from '@cardfile/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMessages } from '../language/language.tsx'
import { ordersQuery } from '../orders/orders.queries.ts'
import { CUSTOMERS, displayName, sessionQuery, signIn } from './session.queries.ts'

/** One button per customer. Switching drops everything the page had cached about the customer before. */
export function CustomerSwitch(): ReactElement {
  const messages = useMessages()
  const queryClient = useQueryClient()
  const { data: session } = useQuery(sessionQuery)
  const change = useMutation({
    mutationFn: signIn,
    onSuccess: (next) => {
      queryClient.removeQueries({ queryKey: cardfileKeys.all })
      queryClient.removeQueries({ queryKey: ordersQuery.queryKey })
      queryClient.setQueryData(sessionQuery.queryKey, next)
    },
  })
  return (
    <>
      <fieldset className="customers">
        <legend className="visually-hidden">{messages.switchCustomer}</legend>
        {CUSTOMERS.map((customer) => (
          <button
            key={customer}
            type="button"
            className="customer"
            aria-pressed={session?.customer === customer}
            onClick={() => change.mutate(customer)}
          >
            <span className="initial" aria-hidden="true">
              {displayName(customer).charAt(0)}
            </span>
            {displayName(customer)}
          </button>
        ))}
      </fieldset>
      <p className="error" role="alert">
        {change.isError && messages.wentWrong}
      </p>
    </>
  )
}
