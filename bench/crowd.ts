// A closed loop of clients: each begins its next piece of work when the one before has ended.
export interface Crowd {
  /** Wall-clock time of all, in ms. */
  tookMs: number;
}

/** Cases to begin with: until then Node still compiles what it runs, and a case costs half as much again. */
export const warmUp = (clients: number): number => Math.max(200, clients * 2);

/** Does `pieces` pieces of work with `clients` at a time. @throws the first failure, after which nothing new is begun */
export const crowd = async (
  clients: number,
  pieces: number,
  work: (piece: number, client: number) => Promise<void>,
): Promise<Crowd> => {
  const began = performance.now();
  let next = 0;
  const client = async (id: number): Promise<void> => {
    while (next < pieces) {
      const piece = next;
      next += 1;
      try {
        await work(piece, id);
      } catch (error) {
        next = pieces;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, id) => client(id)));
  return { tookMs: performance.now() - began };
};
