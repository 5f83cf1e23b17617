/**
 * Options of every query of the kit, whatever the shop's QueryClient says. A problem is an answer and is not retried; a
 * request without an answer is retried twice. Always stale, because another tab may have paid since.
 */
export const queryDefaults = {
  staleTime: 0,
  refetchOnWindowFocus: true,
  // By name: the shop's own client may come from another copy of this package.
  retry: (failures: number, error: Error) => failures < 2 && error.name === 'NoAnswerError',
} as const
