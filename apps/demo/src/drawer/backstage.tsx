export function Backstage(): null {
  return null
}
