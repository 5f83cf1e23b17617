import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// The default of 1 s is too short on a busy machine.
configure({ asyncUtilTimeout: 5000 })
afterEach(cleanup)
