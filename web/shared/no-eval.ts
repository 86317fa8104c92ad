// The first import of every page: the pages' policy forbids `eval`, and zod, which is faster with it, is told not even to try. It reads
// this when a schema is made, so nothing that makes one may be imported before.
import { config } from 'zod/v4/core';

config({ jitless: true });
