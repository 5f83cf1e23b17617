import { CardfileProvider, PayWithSavedCardButton } from '../dist/index.js'
import '../dist/styles.css'
import { createRoot } from 'react-dom/client'

createRoot(document.getElementById('root')).render(
  <CardfileProvider endpoint="/api/cardfile">
    <PayWithSavedCardButton checkoutId="order-1042" confirm="none" />
  </CardfileProvider>,
)
