/** Something that only the person who started the shop can put right. Its message is the whole of what they read. */
export class StartUpError extends Error {
  override name = 'StartUpError'
}
