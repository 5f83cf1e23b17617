const files = import.meta.glob<string>('../../packages/react/src/examples/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The text of an example of the kit: a file that is compiled and tested where it lies. */
export function exampleCode(name: string): string {
  const code = files[`../../packages/react/src/examples/${name}.tsx`]
  if (code === undefined)
    throw new Error(`There is no example called ${name}. They are in packages/react/src/examples.`)
  return code.trim()
}
