import { StrictMode } from 'react'
import { CardfileProvider } from '@cardfile/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import '@cardfile/react/styles.css'
import { App } from './app.tsx'
import { LanguageProvider, loadLanguage } from './language/language.tsx'
import { ShopError } from './shop-client.ts'
import './styles/shop.css'

const language = await loadLanguage(navigator.languages)
document.documentElement.lang = language.locale

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A 4xx repeats itself; only a broken connection is worth a retry.
      retry: (failures, error) => failures < 2 && !(error instanceof ShopError && error.status < 500),
    },
  },
})

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root" to draw the shop in.')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LanguageProvider language={language}>
        <CardfileProvider endpoint="/api/cardfile" locale={language.locale} messages={language.kit}>
          <App />
        </CardfileProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
