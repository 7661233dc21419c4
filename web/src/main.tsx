import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/inbox.css';
import './styles/message.css';
import { keepFresh } from './api/keep-fresh.ts';
import { startLive } from './api/live.ts';
import { queryClient } from './api/queries.ts';
import { router } from './router.tsx';

// The server was updated while this page was open: its parts have other names now.
addEventListener('vite:preloadError', () => location.reload());

startLive();
keepFresh(queryClient);

createRoot(document.getElementById('root') as HTMLElement).render(
  <QueryClientProvider client={queryClient}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);
