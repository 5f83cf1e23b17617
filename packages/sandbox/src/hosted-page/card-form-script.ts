/** Fills in a test card without a round trip and groups the digits of the card number. Optional: the form works without. */
export const CARD_FORM_SCRIPT = `
const form = document.getElementById('card-form')
if (form) {
  for (const button of document.querySelectorAll('button[data-number]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault()
      for (const name of ['number', 'expiry', 'cvc', 'name']) form.elements[name].value = button.dataset[name]
      form.elements.action.focus()
    })
  }
  const number = form.elements.number
  number.addEventListener('change', () => {
    const digits = number.value.replace(/\\D/g, '')
    if (digits.length === 16) number.value = digits.replace(/(.{4})(?=.)/g, '$1 ')
  })
}
`
