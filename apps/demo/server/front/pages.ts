/** The front end's routes; it draws its own "not found" for any other path. */
const PAGES = [/^\/$/, /^\/cart$/, /^\/account$/, /^\/product\/[^/]+$/, /^\/checkout\/[^/]+$/, /^\/thanks(\/[^/]+)?$/]

/** The HTTP status of a page: one document serves them all. */
export function pageStatus(path: string): 200 | 404 {
  return PAGES.some((page) => page.test(path)) ? 200 : 404
}
