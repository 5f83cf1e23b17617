import { moneyMutants } from './money-mutants.ts'
import { secretMutants } from './secret-mutants.ts'

/** Every mutant, for `.ci/mutants.mjs`. */
export const mutants = [...moneyMutants, ...secretMutants]
