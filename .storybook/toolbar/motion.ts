const originalQueries = new WeakMap<MediaList, string>()

/**
 * Forces the rules for reduced motion on or off, whatever the system prefers. A page cannot emulate a media feature, so this
 * rewrites the query of each `prefers-reduced-motion` rule.
 */
export function setMotion(motion: unknown): void {
  for (const sheet of document.styleSheets) {
    for (const rule of mediaRulesIn(sheet)) {
      const query = originalQueries.get(rule.media) ?? rule.media.mediaText
      if (!query.includes('prefers-reduced-motion')) continue
      originalQueries.set(rule.media, query)
      rule.media.mediaText = motion === 'reduced' ? 'all' : motion === 'full' ? 'not all' : query
    }
  }
}

function mediaRulesIn(group: CSSStyleSheet | CSSGroupingRule): CSSMediaRule[] {
  return [...group.cssRules].flatMap((rule) => {
    const own = rule instanceof CSSMediaRule ? [rule] : []
    return rule instanceof CSSGroupingRule ? [...own, ...mediaRulesIn(rule)] : own
  })
}
