/** The addresses that the front end knows how to show; it draws its own "not found" for any other. */
const PAGES = [/^\/$/, /^\/cart$/, /^\/account$/, /^\/product\/[^/]+$/, /^\/checkout\/[^/]+$/, /^\/thanks(\/[^/]+)?$/]

/** The status a page is answered with: one document serves them all. */
export function pageStatus(path: string): 200 | 404 {
  return PAGES.some((page) => page.test(path)) ? 200 : 404
}
