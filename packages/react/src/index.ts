export { CardfileProvider, type CardfileProviderProps } from './provider/cardfile-provider.tsx'

export {
  createCardfileClient,
  type CallOptions,
  type CardfileClient,
  type CardfileClientOptions,
} from './client/client.ts'
export { NoAnswerError } from './client/no-answer-error.ts'
export { ProblemError } from './client/problem-error.ts'

export { checkoutQuery } from './queries/checkout.queries.ts'
export { paymentQuery } from './queries/payment.queries.ts'
export { cardfileKeys } from './queries/query-keys.ts'
export { savedCardsQuery } from './queries/saved-cards.queries.ts'

export { useRemoveSavedCard } from './cards/use-remove-saved-card.ts'
export { useSavedCards } from './cards/use-saved-cards.ts'
export { useSetDefaultCard } from './cards/use-set-default-card.ts'
export type { Notice, NoticeKind } from './flow/flow-step.ts'
export type { FlowState, FlowView } from './flow/flow-view.ts'
export { usePayWithSavedCard, type PayWithSavedCard } from './pay/use-pay-with-saved-card.ts'
export { useSaveCard, type SaveCard } from './pay/use-save-card.ts'
export { useCheckout, type CheckoutResult } from './state/use-checkout.ts'
export type { PaymentFlowOptions } from './state/use-payment-flow.ts'
export { usePayment } from './state/use-payment.ts'

export { SavedCardManager, type SavedCardManagerProps } from './cards/saved-card-manager.tsx'
export { Checkout, type CheckoutProps } from './checkout/checkout.tsx'
export { ReplaceCardChoice, type ReplaceCardChoiceProps } from './checkout/replace-card-choice.tsx'
export { SaveCardConsent, type SaveCardConsentProps } from './checkout/save-card-consent.tsx'
export { SavedCardPicker, type SavedCardPickerProps } from './checkout/saved-card-picker.tsx'
export { CvcField, type CvcFieldProps } from './cvc/cvc-field.tsx'
export { PayWithSavedCardButton, type PayWithSavedCardButtonProps } from './one-click/pay-with-saved-card-button.tsx'
export { SaveCardButton, type SaveCardButtonProps } from './one-click/save-card-button.tsx'
export { PaymentStatus, type PaymentStatusProps } from './status/payment-status.tsx'
export type { PartState, Render } from './primitives/part.tsx'

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
