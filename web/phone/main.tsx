// 随手报 The grid worker's page: light, for phones. Its parts go into this folder.
import '../shared/no-eval.ts';

import { createRoot } from 'react-dom/client';
import { PhonePage } from './page.tsx';
import '../shared/light.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<PhonePage />);
