// The console's first file: providers, router, and the page's own styles.
import '../shared/no-eval.ts';
import './styles-by-nonce.ts';
// Before our own styles, which rule over it; `app.tsx` tells Ant Design that it need not write it while it runs.
import 'antd/dist/antd.css';

import { createRoot } from 'react-dom/client';
import { api } from '../shared/api.ts';
import { App } from './app.tsx';
import { asMe } from './as-me.ts';
import { begin } from './router.tsx';
import './console.css';

api.use(asMe);
begin();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
