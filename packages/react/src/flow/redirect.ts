export { isSafeRedirect } from '@cardfile/contract'
