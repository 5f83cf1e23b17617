import { defineConfig } from '@playwright/test'
import journeys from './playwright.config.ts'

/** `pnpm screenshot`: draws the picture of the README from the running shop. */
export default defineConfig(journeys, { testMatch: 'screenshot.ts' })
