import '@fontsource-variable/inter'
import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeAll } from 'vitest'
import '../../src/styles.css'

// Where a line breaks and how tall a thing is depends on the font: every machine measures with the same one.
document.documentElement.style.fontFamily = "'Inter Variable'"
beforeAll(async () => {
  await document.fonts.load("1em 'Inter Variable'")
})

// A second is short on a busy machine.
configure({ asyncUtilTimeout: 5000 })
afterEach(cleanup)
