import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Cardfile } from './cardfile.ts'
import { formatDiagnosis } from './doctor/format-diagnosis.ts'
import { toCount } from './to-count.ts'

const help = `cardfile <command> --app ./path.js

  reconcile                              polls every payment that is due, delivers the events, and exits: for cron
  migrate                                brings the tables up to date
  rotate                                 re-seals every card that a previous secret sealed; that secret can then go
  erase-customer ID                      erases a customer's cards and the personal data of their payments
  doctor [--json]                        checks the wiring, names each fix and the PCI questionnaire that the wiring implies;
                                         exits with 1 when something would lose payments, cards or secrets
  resolve --payment ID --as paid|unpaid  closes a payment in review, checked against the gateway

  --app    a module that exports the result of createCardfile as \`cardfile\``

interface Flags {
  /** The argument after the command. */
  readonly subject?: string | undefined
  readonly json?: boolean | undefined
  readonly app?: string | undefined
  readonly payment?: string | undefined
  readonly as?: string | undefined
}

/** The output of a command, and whether it exits with 0. */
interface Outcome {
  readonly text: string
  readonly isFine: boolean
}

/** Each command calls the method of its name and returns its output. */
const COMMANDS: Readonly<Record<string, (cardfile: Cardfile, flags: Flags) => Promise<string | Outcome>>> = {
  async reconcile(cardfile) {
    const { checked, delivered, repaired } = await cardfile.reconcile()
    return `Checked ${toCount(checked, 'payment')}, delivered ${toCount(delivered, 'event')}, repaired ${toCount(repaired, 'order')}.`
  },
  async migrate(cardfile) {
    await cardfile.migrate()
    return 'The tables are up to date.'
  },
  async rotate(cardfile) {
    return `Re-sealed ${toCount(await cardfile.rotate(), 'card')} with the current secret.`
  },
  async 'erase-customer'(cardfile, { subject }) {
    if (subject === undefined)
      throw new Error('Name the customer: `cardfile erase-customer ID`, the id that `identify` returns.')
    return `Removed ${toCount(await cardfile.eraseCustomer(subject), 'card')}. Open payments will not save one.`
  },
  async doctor(cardfile, { json }) {
    const diagnosis = await cardfile.doctor()
    return {
      text: json === true ? JSON.stringify(diagnosis, null, 2) : formatDiagnosis(diagnosis),
      isFine: diagnosis.isFine,
    }
  },
  async resolve(cardfile, { payment, as }) {
    if (payment === undefined || (as !== 'paid' && as !== 'unpaid')) {
      throw new Error('Name the payment and its outcome: `cardfile resolve --payment ID --as paid|unpaid`.')
    }
    return `Payment ${payment} is ${await cardfile.resolve({ paymentId: payment, as })}.`
  },
}

async function load(app: string | undefined): Promise<Cardfile> {
  if (app === undefined)
    throw new Error('Name your module: `--app ./path.js`, which exports the result of createCardfile as `cardfile`.')
  const module: { readonly cardfile?: Cardfile } = await import(pathToFileURL(resolve(app)).href)
  if (module.cardfile !== undefined) return module.cardfile
  throw new Error(`${app} does not export \`cardfile\`. Export the result of createCardfile under that name.`)
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
  if (perform === undefined) throw new Error(`Unknown command \`${command}\`.\n\n${help}`)
  const cardfile = await load(values.app)
  try {
    const answer = await perform(cardfile, { ...values, subject })
    const outcome = typeof answer === 'string' ? { text: answer, isFine: true } : answer
    console.log(outcome.text)
    if (!outcome.isFine) process.exitCode = 1
  } finally {
    await cardfile.close()
  }
}

await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
