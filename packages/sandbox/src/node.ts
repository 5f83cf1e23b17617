export { serveSandbox, type ServedSandbox, type ServeOptions } from './server/serve-sandbox.ts'
