import { SetupError } from '../setup-error.ts'
import type { LogFields } from './log.ts'

const framesKept = 3

/**
 * The fields of an error that are safe to log: its name, its code and where it was thrown. Its message may quote a
 * query's values, a malformed body or a request, and is dropped. Only a `SetupError` keeps its message.
 */
export function toLoggable(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = toErrorCode(error)
  const frames = toFrames(error)
  return {
    error: error.name,
    ...(code !== undefined && { code }),
    ...(error instanceof SetupError ? { message: error.message } : frames !== undefined && { at: frames }),
  }
}

/** The code of the outermost error in the chain of causes that has one: Drizzle and fetch wrap the driver's errors. */
export function toErrorCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return undefined
}

/** The innermost stack frames, or undefined when a line of the message looks like a frame. */
function toFrames({ stack, message }: Error): string | undefined {
  if (stack === undefined || /^\s+at /m.test(message)) return undefined
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return frames.length === 0
    ? undefined
    : frames
        .slice(0, framesKept)
        .map((frame) => frame.trim())
        .join(', ')
}
