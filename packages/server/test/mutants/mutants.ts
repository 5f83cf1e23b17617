import { moneyMutants } from './money-mutants.ts'
import { secretMutants } from './secret-mutants.ts'

export const mutants = [...moneyMutants, ...secretMutants]
