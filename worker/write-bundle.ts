// `npm run bundle [-- file]`: writes the workflow bundle for CASELOOP_WORKFLOW_BUNDLE, and says the hash of what it was made of.
import { resolve } from 'node:path';
import { workflowBundle } from './bundle.ts';
import { writeBundleFile } from './bundle-file.ts';

const file = resolve(process.argv[2] ?? 'build/workflow-bundle.js');
const hash = writeBundleFile(file, await workflowBundle());
console.log(`${file}\n${hash}`);
