/** An error to answer in the documented shape, thrown at any depth of a call. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly propertyPath: string | undefined

  constructor(status: number, message: string, propertyPath?: string) {
    super(message)
    this.status = status
    this.propertyPath = propertyPath
  }
}

const types: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  412: 'PreconditionFailed',
  422: 'UnprocessableEntity',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
}

const descriptions: Readonly<Record<string, string>> = {
  amount: 'Order amount (including VAT)',
  currency: 'Order currency (ISO 4217)',
  expiration_period: 'Expiration period (ISO 8601 duration)',
  'transactions[0].payment_method': 'Payment method',
  'transactions[0].vault_token': 'Reference to a saved card',
  'transactions[0].cvc': 'Card security code',
}

/** Body of an error (Cost+ API reference, Errors). Clients read `status`, `type` and `value` without checking for them. */
export function toErrorBody(status: number, value: string, propertyPath?: string) {
  const description = propertyPath === undefined ? undefined : descriptions[propertyPath]
  return {
    error: {
      status,
      type: types[status] ?? 'Error',
      value,
      ...(propertyPath === undefined ? {} : { property_path: propertyPath }),
      ...(description === undefined ? {} : { property_description: description }),
    },
  }
}

/** Body of a 401 on older servers of the platform: a Python class as its type, and no status. */
export const toWerkzeugBody = () => ({
  error: {
    type: "<class 'werkzeug.exceptions.Unauthorized'>",
    value: 'The server could not verify that you are authorized to access the URL requested.',
  },
})
