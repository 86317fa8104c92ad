// 随手报 The grid worker's page: light, for phones; reports are written and kept without a network.
import '../shared/no-eval.ts';
import { createRoot } from 'react-dom/client';
import { PhonePage } from './page.tsx';
import '../shared/light.css';
import './phone.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<PhonePage />);
