// The client side of the engine, for the API, the worker's dispatcher and the commands.
import { Client, Connection } from '@temporalio/client';
import type { Config } from '../config.ts';

export type TemporalClient = { connection: Connection; client: Client; namespace: string };

/**
 * Connects to the engine that the environment names.
 * @throws Error that says where it looked when the engine does not answer within ten seconds.
 */
export async function connectTemporal(config: Pick<Config, 'temporal' | 'namespace'>): Promise<TemporalClient> {
  const { temporal, namespace } = config;
  if (!temporal) {
    throw new Error('No Temporal address is set. Start everything with "caseloop start", or set TEMPORAL_ADDRESS.');
  }
  const connection = await Connection.connect(temporal.connection).catch((error: Error) => {
    throw new Error(`The engine at ${temporal.connection.address} does not answer. Is it running?`, { cause: error });
  });
  return { connection, client: new Client({ connection, namespace }), namespace };
}
