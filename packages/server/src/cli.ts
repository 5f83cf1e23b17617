import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Cardfile } from './cardfile.ts'
import { toReport } from './doctor/report.ts'

const help = `cardfile <command> --app ./path.js

  reconcile                              asks the gateway about every payment that is due, tells the shop what
                                         happened, and ends: for cron
  migrate                                brings the tables up to date
  rotate                                 seals every card anew that a previous secret sealed; then that secret may go
  erase-customer ID                      erases a customer's cards and what is personal about their payments
  doctor [--json]                        looks at the wiring, says what to mend and which PCI questionnaire it implies;
                                         ends with 1 when something would lose payments, cards or secrets
  resolve --payment ID --as paid|unpaid  closes a payment that is held for a person, checked against the gateway

  --app    a module that exports what createCardfile made, as \`cardfile\``

interface Flags {
  /** What stands after the command. */
  readonly subject?: string | undefined
  readonly json?: boolean | undefined
  readonly app?: string | undefined
  readonly payment?: string | undefined
  readonly as?: string | undefined
}

/** What there is to say, where that alone does not mean that all went well. */
interface Verdict {
  readonly text: string
  readonly isFine: boolean
}

/** Each command calls the method of its name, and answers what there is to say about it. */
const COMMANDS: Readonly<Record<string, (cardfile: Cardfile, flags: Flags) => Promise<string | Verdict>>> = {
  async reconcile(cardfile) {
    const { checked, delivered, repaired } = await cardfile.reconcile()
    return `Checked ${toCount(checked, 'payment')}, delivered ${toCount(delivered, 'event')}, repaired ${toCount(repaired, 'order')}.`
  },
  async migrate(cardfile) {
    await cardfile.migrate()
    return 'The tables are up to date.'
  },
  async rotate(cardfile) {
    return `Sealed ${await cardfile.rotate()} cards with the current secret.`
  },
  async 'erase-customer'(cardfile, { subject }) {
    if (subject === undefined)
      throw new Error('Say whom: `cardfile erase-customer ID`, the id that `identify` answers.')
    return `Removed ${await cardfile.eraseCustomer(subject)} cards; nothing more is saved by payments that are open.`
  },
  async doctor(cardfile, { json }) {
    const diagnosis = await cardfile.doctor()
    return { text: json === true ? JSON.stringify(diagnosis, null, 2) : toReport(diagnosis), isFine: diagnosis.isFine }
  },
  async resolve(cardfile, { payment, as }) {
    if (payment === undefined || (as !== 'paid' && as !== 'unpaid')) {
      throw new Error('Say which payment, and what became of it: `cardfile resolve --payment ID --as paid|unpaid`.')
    }
    return `Payment ${payment} is ${await cardfile.resolve({ paymentId: payment, as })}.`
  },
}

function toCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

async function load(app: string | undefined): Promise<Cardfile> {
  if (app === undefined)
    throw new Error('Say where your Cardfile is: `--app ./path.js`, a module that exports `cardfile`.')
  const module: { readonly cardfile?: Cardfile } = await import(pathToFileURL(resolve(app)).href)
  if (module.cardfile !== undefined) return module.cardfile
  throw new Error(`${app} has no export called \`cardfile\`. Export what createCardfile made.`)
}

async function run(): Promise<void> {
  const text = { type: 'string' } as const
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      app: text,
      payment: text,
      as: text,
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [command = '', subject] = positionals
  if (values.help === true) return console.log(help)
  const perform = COMMANDS[command]
  if (perform === undefined) throw new Error(`There is no command \`${command}\`.\n\n${help}`)
  const cardfile = await load(values.app)
  try {
    const outcome = await perform(cardfile, { ...values, subject })
    const { text: said, isFine } = typeof outcome === 'string' ? { text: outcome, isFine: true } : outcome
    console.log(said)
    if (!isFine) process.exitCode = 1
  } finally {
    await cardfile.close()
  }
}

await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
