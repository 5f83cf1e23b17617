import { moneyPlants } from './money.ts'
import { secretPlants } from './secrets.ts'

export const plants = [...moneyPlants, ...secretPlants]
