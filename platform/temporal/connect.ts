// The client side of the engine, for the API, the worker's dispatcher and the commands.
import { Client, Connection } from '@temporalio/client';
import type { Config } from '../config.ts';

export type TemporalClient = { connection: Connection; client: Client; namespace: string };

/**
 * A client of the engine that the environment names, without waiting for it: calls fail while the engine is away.
 * @throws Error when no engine is named.
 */
export function reachTemporal({ temporal, namespace }: Pick<Config, 'temporal' | 'namespace'>): TemporalClient {
  if (!temporal) {
    throw new Error('No Temporal address is set. Start everything with "caseloop start", or set TEMPORAL_ADDRESS.');
  }
  const connection = Connection.lazy(temporal.connection);
  return { connection, client: new Client({ connection, namespace }), namespace };
}

/**
 * The same, once the engine has answered.
 * @throws Error that says where it looked when there is no answer within ten seconds.
 */
export async function connectTemporal(config: Pick<Config, 'temporal' | 'namespace'>): Promise<TemporalClient> {
  const reached = reachTemporal(config);
  await reached.connection.ensureConnected().catch(async (error: Error) => {
    await reached.connection.close();
    const address = config.temporal?.connection.address;
    throw new Error(`The engine at ${address} does not answer. Is it running?`, { cause: error });
  });
  return reached;
}
