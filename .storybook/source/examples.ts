const files = import.meta.glob<string>('../../packages/react/src/examples/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The source of one of the kit's examples, which are compiled and tested in packages/react/src/examples. */
export function exampleCode(name: string): string {
  const code = files[`../../packages/react/src/examples/${name}.tsx`]
  if (code === undefined) throw new Error(`There is no example ${name} in packages/react/src/examples.`)
  return code.trim()
}
