import type { ReactElement } from 'react'
import type { ThemeProperty } from './theme-properties.ts'

interface PropertyControlProps {
  readonly property: ThemeProperty
  readonly onChange: (property: ThemeProperty) => void
}

/** The form control of a property: two colours, or a length. */
export function PropertyControl({ property, onChange }: PropertyControlProps): ReactElement {
  const name = property.name.replace('--cardfile-', '')
  if (property.kind === 'length') {
    return (
      <label className="theme-property">
        <code>{name}</code>
        <input
          type="range"
          min="0"
          max={property.rem < 2 ? '2' : '6'}
          step="0.0625"
          value={property.rem}
          aria-valuetext={`${property.rem} rem`}
          onChange={(event) => onChange({ ...property, rem: event.target.valueAsNumber })}
        />
        <output>{property.rem} rem</output>
      </label>
    )
  }
  return (
    <div className="theme-property">
      <code>{name}</code>
      {(['light', 'dark'] as const).map((scheme) => (
        <input
          key={scheme}
          type="color"
          aria-label={`${name}, ${scheme}`}
          value={property[scheme]}
          onChange={(event) => onChange({ ...property, [scheme]: event.target.value })}
        />
      ))}
    </div>
  )
}
