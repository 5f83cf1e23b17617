import '@fontsource-variable/inter'
import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeAll } from 'vitest'
import '../../src/styles.css'

// Line breaks and heights depend on the font, so every machine uses the same one.
document.documentElement.style.fontFamily = "'Inter Variable'"
beforeAll(async () => {
  await document.fonts.load("1em 'Inter Variable'")
})

// The default of 1 s is too short on a busy machine.
configure({ asyncUtilTimeout: 5000 })
afterEach(cleanup)
