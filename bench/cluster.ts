// (h) The same lives of cases over Temporal's server on PostgreSQL, as a cluster has it: with one worker, then with two.
import { freePort, LOOPBACK } from '../platform/ports.ts';
import { type Cluster, namespace, startCluster } from '../tests/cluster/cluster.ts';
import { newHome, removeHome } from '../tests/support/system.ts';
import { lifecycle, type Seat } from './lifecycle.ts';

export interface ClusterLoad {
  clients: readonly number[];
  cases: number;
  print(figures: Record<string, unknown>): void;
}

/** One PostgreSQL server holds both the engine's databases and the ledger. */
export const cluster = async ({ clients, cases, print }: ClusterLoad): Promise<void> => {
  const home = newHome();
  let started: Cluster | undefined;
  try {
    started = await startCluster(home);
    const { ownerUrl, temporalAddress, pids } = started;
    const port = await freePort();
    const api = await started.startPart('api', 'api', { PORT: String(port), HOST: LOOPBACK });
    const seat: Seat = {
      apiUrl: `http://${LOOPBACK}:${port}`,
      appDatabaseUrl: ownerUrl,
      temporalAddress,
      namespace,
      pids: { ...pids, api: api.pid },
    };
    for (const workers of [1, 2]) {
      seat.pids[`worker${workers}`] = (await started.startPart('worker', `worker-${workers}`)).pid;
      for (const at of clients) print({ workers, ...(await lifecycle(seat, { clients: at, cases })) });
    }
  } finally {
    await started?.stop();
    removeHome(home);
  }
};
