import { useId, useState, type ReactElement } from 'react'
import { THEMES } from '../toolbar/themes.ts'
import { ContrastReport } from './contrast-report.tsx'
import { CssExport } from './css-export.tsx'
import { PropertyControl } from './property-control.tsx'
import type { ThemeProperty } from './theme-properties.ts'
import { ThemePreview } from './theme-preview.tsx'
import { asShipped, toCss, toDraft, tooLittleContrast } from './theme.ts'
import './theming.css'

/** Changes the kit's custom properties, shows what becomes of it, and hands out the stylesheet. */
export function ThemeEditor(): ReactElement {
  const [draft, setDraft] = useState(asShipped)
  const [scheme, setScheme] = useState<'light' | 'dark'>('light')
  const [preset, setPreset] = useState('cardfile')
  const id = useId()
  const change = (property: ThemeProperty) => setDraft((before) => ({ ...before, [property.name]: property }))
  const begin = (name: string) => {
    setPreset(name)
    setDraft(toDraft(THEMES[name]?.properties ?? {}))
  }
  return (
    <div className="theme-editor">
      <form className="theme-controls" aria-label="Custom properties" onSubmit={(event) => event.preventDefault()}>
        <p className="theme-row">
          <label htmlFor={`${id}-preset`}>Begin with</label>
          <select id={`${id}-preset`} value={preset} onChange={(event) => begin(event.target.value)}>
            {Object.entries(THEMES).map(([name, { title }]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
          <button type="button" onClick={() => begin(preset)}>
            Start over
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
          <legend className="heard-only">Colour scheme of the preview</legend>
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
        <ContrastReport complaints={tooLittleContrast(draft)} />
        <CssExport css={toCss(draft)} />
      </div>
    </div>
  )
}
