/**
 * What every read of the kit shares. A refusal is an answer and is not asked for again; a lost answer is, twice. Stale
 * at once, whatever the shop's defaults say: another tab may have paid since.
 */
export const reading = {
  staleTime: 0,
  refetchOnWindowFocus: true,
  // By name: a client that the shop made may be of another copy of this package.
  retry: (failures: number, error: Error) => failures < 2 && error.name === 'CardfileNoAnswer',
} as const
