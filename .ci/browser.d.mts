export function findBrowser(): string | undefined
export function ensureBrowser(): string
export function launchOptions(): { executablePath?: string; args: string[] }
