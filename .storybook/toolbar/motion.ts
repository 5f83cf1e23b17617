const inUse = new WeakMap<MediaList, string>()

/**
 * Plays the stylesheets' own rules for reduced motion, or leaves them out, whatever the system asks for: a page cannot
 * emulate a media feature, but it can say of each rule that asks for it whether it holds.
 */
export function setMotion(motion: unknown): void {
  for (const sheet of document.styleSheets) {
    for (const rule of mediaRulesIn(sheet)) {
      const asked = inUse.get(rule.media) ?? rule.media.mediaText
      if (!asked.includes('prefers-reduced-motion')) continue
      inUse.set(rule.media, asked)
      rule.media.mediaText = motion === 'reduced' ? 'all' : motion === 'full' ? 'not all' : asked
    }
  }
}

function mediaRulesIn(group: CSSStyleSheet | CSSGroupingRule): CSSMediaRule[] {
  return [...group.cssRules].flatMap((rule) => {
    const own = rule instanceof CSSMediaRule ? [rule] : []
    return rule instanceof CSSGroupingRule ? [...own, ...mediaRulesIn(rule)] : own
  })
}
