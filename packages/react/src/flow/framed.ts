/** Whether a page of another origin shows this one in a frame, and so could lay what it likes over the buttons. */
export function isFramedByStranger(): boolean {
  try {
    return window.top?.location.origin !== location.origin
  } catch {
    // Another origin's address is not for this page to read.
    return true
  }
}
