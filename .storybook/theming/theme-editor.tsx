import { useId, useState, type ReactElement } from 'react'
import { THEMES } from '../toolbar/themes.ts'
import { ContrastReport } from './contrast-report.tsx'
import { CssExport } from './css-export.tsx'
import { PropertyControl } from './property-control.tsx'
import type { ThemeProperty } from './theme-properties.ts'
import { ThemePreview } from './theme-preview.tsx'
import { defaultDraft, toCss, toDraft, lowContrastPairs } from './theme.ts'
import './theming.css'

/** Edits the kit's custom properties, previews the result, and exports the stylesheet. */
export function ThemeEditor(): ReactElement {
  const [draft, setDraft] = useState(defaultDraft)
  const [scheme, setScheme] = useState<'light' | 'dark'>('light')
  const [preset, setPreset] = useState('cardfile')
  const id = useId()
  const change = (property: ThemeProperty) => setDraft((before) => ({ ...before, [property.name]: property }))
  const startFrom = (name: string) => {
    setPreset(name)
    setDraft(toDraft(THEMES[name]?.properties ?? {}))
  }
  return (
    <div className="theme-editor">
      <form className="theme-controls" aria-label="Custom properties" onSubmit={(event) => event.preventDefault()}>
        <p className="theme-row">
          <label htmlFor={`${id}-preset`}>Start from</label>
          <select id={`${id}-preset`} value={preset} onChange={(event) => startFrom(event.target.value)}>
            {Object.entries(THEMES).map(([name, { title }]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
          <button type="button" onClick={() => startFrom(preset)}>
            Reset
          </button>
        </p>
        <p className="theme-heads" aria-hidden="true">
          <span>light</span>
          <span>dark</span>
        </p>
        {Object.values(draft).map((property) => (
          <PropertyControl key={property.name} property={property} onChange={change} />
        ))}
      </form>
      <div className="theme-result">
        <fieldset className="theme-scheme">
          <legend className="visually-hidden">Colour scheme of the preview</legend>
          {(['light', 'dark'] as const).map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name={`${id}-scheme`}
                checked={scheme === choice}
                onChange={() => setScheme(choice)}
              />
              {choice === 'light' ? 'Light' : 'Dark'}
            </label>
          ))}
        </fieldset>
        <ThemePreview draft={draft} scheme={scheme} />
        <ContrastReport pairs={lowContrastPairs(draft)} />
        <CssExport css={toCss(draft)} />
      </div>
    </div>
  )
}
