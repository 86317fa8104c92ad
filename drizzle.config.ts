// `npx drizzle-kit generate` writes the next migration from db/schema.ts; see db/migrate.ts for how migrations are run.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './db/schema.ts', out: './db/migrations' });
