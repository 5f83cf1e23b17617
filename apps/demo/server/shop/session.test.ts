import { describe, expect, it } from 'vitest'
import { customerOf, sessionCookie } from './session.ts'

const withCookie = (cookie: string) => new Headers({ cookie })

describe('the session', () => {
  it('is nobody without a cookie', () => {
    expect(customerOf(new Headers())).toBeUndefined()
  })

  it('reads back the customer it was given', () => {
    const [pair = ''] = sessionCookie('ada', { secure: false }).split(';')
    expect(customerOf(withCookie(`theme=dark; ${pair}; lang=en`))).toBe('ada')
  })

  it.each(['Ada', 'ada1', '', 'a'.repeat(21), '%61da', "ada'--"])('believes no other name: %s', (name) => {
    expect(customerOf(withCookie(`demo_customer=${name}`))).toBeUndefined()
  })

  it('keeps its cookie from scripts and, over https, from the open wire', () => {
    expect(sessionCookie('ada', { secure: false })).toMatch(/; HttpOnly; SameSite=Lax$/)
    expect(sessionCookie('ada', { secure: true })).toMatch(/; Secure$/)
  })
})
