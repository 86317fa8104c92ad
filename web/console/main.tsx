// The console's first file: providers, router, and the page's own styles.
import '../shared/no-eval.ts';
import './styles-by-nonce.ts';

import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { begin } from './router.tsx';
import './console.css';

begin();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
