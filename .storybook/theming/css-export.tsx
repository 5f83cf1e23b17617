import { useState, type ReactElement } from 'react'

/** The CSS of the theme, to copy. */
export function CssExport({ css }: { readonly css: string }): ReactElement {
  const [copied, setCopied] = useState<string | null>(null)
  const copy = () =>
    void navigator.clipboard.writeText(css).then(
      () => setCopied(css),
      // Without clipboard permission, the text can still be selected.
      () => setCopied(null),
    )
  return (
    <section className="theme-export">
      <h3>Your stylesheet</h3>
      <textarea aria-label="CSS" readOnly rows={css.split('\n').length} value={css} />
      <p className="theme-row">
        <button type="button" onClick={copy}>
          Copy CSS
        </button>
        <output>{copied === css ? 'Copied.' : ''}</output>
      </p>
    </section>
  )
}
