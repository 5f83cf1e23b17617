/** Whether a page of another origin frames this one. It could lay anything over the buttons (clickjacking). */
export function isInCrossOriginFrame(): boolean {
  try {
    return window.top?.location.origin !== location.origin
  } catch {
    // Reading the location of a cross-origin frame throws.
    return true
  }
}
