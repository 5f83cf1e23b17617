// What a one-click button needs once it is pressed or has no card to show: fetched when the page is painted.
export { ConfirmDialog } from './confirm-dialog.tsx'
export { SaveCardConsent } from '../checkout/save-card-consent.tsx'
