export { CardfileProvider, type CardfileProviderProps } from './provider/cardfile-provider.tsx'

export {
  createCardfileClient,
  type CallOptions,
  type CardfileClient,
  type CardfileClientOptions,
} from './client/client.ts'
export { CardfileProblem } from './client/problem.ts'
export { CardfileNoAnswer } from './client/send.ts'

export { checkoutQuery } from './queries/checkout.queries.ts'
export { paymentQuery } from './queries/payment.queries.ts'
export { cardfileKeys } from './queries/query-keys.ts'
export { savedCardsQuery } from './queries/saved-cards.queries.ts'

export { useRemoveSavedCard } from './cards/use-remove-saved-card.ts'
export { useSavedCards } from './cards/use-saved-cards.ts'
export { useSetDefaultCard } from './cards/use-set-default-card.ts'
export { useCheckout, type CheckoutResult } from './checkout/use-checkout.ts'
export { usePayment } from './checkout/use-payment.ts'
export type { FlowState, FlowView, Notice, NoticeKind } from './flow/payment-flow.ts'
export type { PaymentFlowOptions } from './flow/use-payment-flow.ts'
export { usePayWithSavedCard, type PayWithSavedCard } from './pay/use-pay-with-saved-card.ts'
export { useSaveCard, type SaveCard } from './pay/use-save-card.ts'

export { SavedCardManager, type SavedCardManagerProps } from './cards/saved-card-manager.tsx'
export { Checkout, type CheckoutProps } from './checkout/checkout.tsx'
export { ReplaceCardChoice, type ReplaceCardChoiceProps } from './checkout/replace-card-choice.tsx'
export { SaveCardConsent, type SaveCardConsentProps } from './checkout/save-card-consent.tsx'
export { SavedCardPicker, type SavedCardPickerProps } from './checkout/saved-card-picker.tsx'
export { CvcField, type CvcFieldProps } from './cvc/cvc-field.tsx'
export { PayWithSavedCardButton, type PayWithSavedCardButtonProps } from './pay/pay-with-saved-card-button.tsx'
export { SaveCardButton, type SaveCardButtonProps } from './pay/save-card-button.tsx'
export { PaymentStatus } from './status/payment-status.tsx'
export type { PaymentStatusProps } from './status/status-line.tsx'
export type { PartState, Render } from './part/part.tsx'

export type {
  ButtonMessages,
  CardMessages,
  CheckoutMessages,
  CommonMessages,
  ManagerMessages,
  Messages,
  StatusMessages,
} from './messages/messages.ts'
export { en } from './messages/en.ts'

export { formatMoney } from '@cardfile/contract'
export type {
  Consent,
  Decline,
  DeclineAdvice,
  DeclineReason,
  Money,
  Payment,
  PaymentMethod,
  PaymentStatus as PaymentStatusName,
  SavedCard,
} from '@cardfile/contract'
