import type { ReactElement } from 'react'
import acaciaHoney from './art/acacia-honey.svg'
import breakfastTea from './art/breakfast-tea.svg'
import cardUpdate from './art/card-update.svg'
import enamelMug from './art/enamel-mug.svg'
import linenTowel from './art/linen-towel.svg'
import littleTeapot from './art/little-teapot.svg'
import oatBiscuits from './art/oat-biscuits.svg'

const ART: Readonly<Record<string, string>> = {
  'acacia-honey': acaciaHoney,
  'breakfast-tea': breakfastTea,
  'card-update': cardUpdate,
  'enamel-mug': enamelMug,
  'linen-towel': linenTowel,
  'little-teapot': littleTeapot,
  'oat-biscuits': oatBiscuits,
}

/** A product's image. Always beside its name, so its `alt` is empty. */
export function ProductArt({ sku, size }: { sku: string; size: number }): ReactElement {
  return <img className="art" src={ART[sku]} alt="" width={size} height={size} />
}
