// The reports on this phone. Whoever changes one, the page or the service worker, tells all who look.
import { onShelf } from '../store/database.ts';
import { createNews } from '../store/news.ts';
import { isEditable, type Report, withoutSecret } from './report.ts';
import type { QueueStore } from './sender.ts';

export const reportNews = createNews('caseloop-reports');
const changed = reportNews.tell;

/** How long a report that has become a case stays on the phone, in ms. */
const keptMs = 3 * 86_400_000;

interface ReportStore extends QueueStore {
  put(report: Report): Promise<void>;
  /** Throws away what cannot have become a case, or has, long ago. */
  remove(id: string): Promise<void>;
  /** Throws away the accepted reports of days ago. */
  tidy(now: Date): Promise<void>;
  /** Throws away the residents' codes, but for the reports of the person who is here. */
  dropSecrets(person: string | null): Promise<void>;
}

export const reportStore: ReportStore = {
  list: () => onShelf('reports', 'readonly', (shelf, settled) => settled<Report[]>(shelf.getAll())),
  async change(id, how) {
    const after = await onShelf('reports', 'readwrite', async (shelf, settled) => {
      const before = await settled<Report | undefined>(shelf.get(id));
      if (!before) return null;
      const next = how(before);
      if (next !== before) await settled(shelf.put(next));
      return next;
    });
    changed();
    return after;
  },
  async put(report) {
    await onShelf('reports', 'readwrite', (shelf, settled) => settled(shelf.put(report)));
    changed();
  },
  async remove(id) {
    await onShelf('reports', 'readwrite', async (shelf, settled) => {
      const found = await settled<Report | undefined>(shelf.get(id));
      if (found && (isEditable(found) || found.stage === 'accepted')) await settled(shelf.delete(id));
    });
    changed();
  },
  async tidy(now) {
    await onShelf('reports', 'readwrite', async (shelf, settled) => {
      for (const { id, accepted } of await settled<Report[]>(shelf.getAll())) {
        if (accepted && now.getTime() - Date.parse(accepted.at) > keptMs) await settled(shelf.delete(id));
      }
    });
    changed();
  },
  async dropSecrets(person) {
    await onShelf('reports', 'readwrite', async (shelf, settled) => {
      for (const report of await settled<Report[]>(shelf.getAll())) {
        if (report.accepted?.secret && report.owner !== person) await settled(shelf.put(withoutSecret(report)));
      }
    });
    changed();
  },
};
