import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A file of a database, without its empty pages. */
export interface DatabaseFile {
  readonly path: string
  readonly bytes: Buffer
}

const pageBytes = 8_192

/**
 * Reads every file below `folder` that has changed since the last call with the same `seen`: tables, indexes, the write-ahead
 * log.
 */
export function readChangedFiles(folder: string, seen: Map<string, string>): DatabaseFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
    const bytes = readIfFile(join(folder, path))
    if (bytes === undefined) return []
    const digest = createHash('sha1').update(bytes).digest('hex')
    if (seen.get(path) === digest) return []
    seen.set(path, digest)
    return [{ path, bytes: toContents(bytes, path.includes('pg_wal')) }]
  })
}

/** Undefined for a folder, and for a file that the running database has removed since it was listed. */
function readIfFile(path: string): Buffer | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path) : undefined
  } catch {
    return undefined
  }
}

const emptyPage = Buffer.alloc(pageBytes)

/** Length of the page headers of the write-ahead log, in bytes. A record continues after the header of the next page. */
const logHeaders = { first: 40, other: 24 }

/** The written pages. Those of the log are joined without their headers, because a text can span two pages. */
function toContents(bytes: Buffer, isLog: boolean): Buffer {
  const pages: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pageBytes) {
    const page = bytes.subarray(at, at + pageBytes)
    const header = isLog ? logHeaders[at === 0 ? 'first' : 'other'] : 0
    if (!page.equals(emptyPage.subarray(0, page.length))) pages.push(page.subarray(header))
  }
  return Buffer.concat(pages)
}

/** Throws a sentence with every file that contains a secret, in any form in which a database or a program writes it. */
export function expectNoTraceInFiles(secrets: Readonly<Record<string, string>>, files: readonly DatabaseFile[]): void {
  if (files.length === 0) throw new Error('No file has changed: nothing was searched.')
  const found = Object.entries(secrets).flatMap(([name, secret]) =>
    Object.entries(toForms(secret)).flatMap(([form, needles]) =>
      files
        .filter(({ bytes }) => needles.some((needle) => bytes.includes(needle)))
        .map(({ path }) => `${name} (${form}) in ${path}`),
    ),
  )
  if (found.length > 0) throw new Error(`A secret was found on disk: ${found.join(', ')}.`)
}

/** Counts each CVC in the files, in the forms in which a few digits are stored. */
export function countCvcs(cvcs: readonly string[], files: readonly DatabaseFile[]): Map<string, number> {
  return new Map(
    cvcs.map((cvc) => {
      const needles = [Buffer.from(cvc), Buffer.from(cvc, 'utf16le'), Buffer.from(Buffer.from(cvc).toString('hex'))]
      const counts = needles.map((needle) => files.reduce((sum, { bytes }) => sum + countOf(bytes, needle), 0))
      return [cvc, counts.reduce((sum, count) => sum + count, 0)]
    }),
  )
}

function countOf(bytes: Buffer, needle: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + needle.length)) count += 1
  return count
}

function toForms(secret: string): Record<string, readonly Buffer[]> {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const pairs = hex.match(/../g) ?? []
  const figures = secret.replaceAll(/[\s-]/g, '')
  return {
    plain: [bytes],
    backwards: [Buffer.from(Array.from(secret).toReversed().join(''))],
    'UTF-16': [Buffer.from(secret, 'utf16le'), Buffer.from(secret, 'utf16le').swap16()],
    base64: [0, 1, 2].flatMap((shift) => toBase64Needles(bytes, shift)),
    hex: [hex, hex.toUpperCase()].map((text) => Buffer.from(text)),
    'percent-encoded': [encodeURIComponent(secret), pairs.map((pair) => `%${pair}`).join('')].map((text) =>
      Buffer.from(text),
    ),
    JSON: [JSON.stringify(secret).slice(1, -1), pairs.map((pair) => `\\u00${pair}`).join('')].map((text) =>
      Buffer.from(text),
    ),
    'a list of bytes': [Buffer.from(bytes.join(',')), Buffer.from(bytes.join(', '))],
    // A column of type uuid or bytea stores the bytes of its text.
    ...(/^([0-9a-f]{2}){8,}$/i.test(figures) &&
      !/^\d+$/.test(figures) && { 'bytes of its hex': [Buffer.from(figures, 'hex')] }),
    ...(/^\d{9,18}$/.test(figures) && { 'a 64-bit number': toNumberNeedles(BigInt(figures)) }),
  }
}

/** The base64 letters that depend only on the secret when `shift` bytes come before it, in both alphabets. */
function toBase64Needles(bytes: Buffer, shift: number): Buffer[] {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
  const fixed = text.slice(Math.ceil((shift * 8) / 6), Math.floor(((bytes.length + shift) * 8) / 6))
  return [fixed, fixed.replaceAll('+', '-').replaceAll('/', '_')].map((letters) => Buffer.from(letters))
}

function toNumberNeedles(value: bigint): Buffer[] {
  const little = Buffer.alloc(8)
  little.writeBigUInt64LE(value)
  return [little, Buffer.from(little).swap64()]
}
