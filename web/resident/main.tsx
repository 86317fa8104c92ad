// 居民查询 The resident's page: light, for any browser. Its parts go into this folder.
import '../shared/no-eval.ts';

import { createRoot } from 'react-dom/client';
import { ResidentPage } from './page.tsx';
import '../shared/light.css';
import './resident.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<ResidentPage />);
