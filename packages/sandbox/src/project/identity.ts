/** The gateway's project that a sandbox plays: one project of one merchant. */
export interface Identity {
  readonly projectId: string
  readonly merchantId: string
  /** Origin of the hosted pages. */
  readonly url: string
}
