import { describe, expect, it } from 'vitest'
import { customerOf, sessionCookie } from './session.ts'

const withCookie = (cookie: string) => new Headers({ cookie })

describe('the session', () => {
  it('is anonymous without a cookie', () => {
    expect(customerOf(new Headers())).toBeUndefined()
  })

  it('reads back the signed-in customer', () => {
    const [pair = ''] = sessionCookie('ada', { secure: false }).split(';')
    expect(customerOf(withCookie(`theme=dark; ${pair}; lang=en`))).toBe('ada')
  })

  it.each(['Ada', 'ada1', '', 'a'.repeat(21), '%61da', "ada'--"])('accepts no other name: %s', (name) => {
    expect(customerOf(withCookie(`demo_customer=${name}`))).toBeUndefined()
  })

  it('hides its cookie from scripts and, over https, from plain http', () => {
    expect(sessionCookie('ada', { secure: false })).toMatch(/; HttpOnly; SameSite=Lax$/)
    expect(sessionCookie('ada', { secure: true })).toMatch(/; Secure$/)
  })
})
