// The draft of a report that is being written.
import { edit, isEmpty, queue, type Report, type ReportForm } from '../queue/report.ts';
import { reportStore } from '../queue/store.ts';
import { type Keeping, useKeeping } from '../store/use-keeping.ts';

export interface Draft extends Pick<Keeping<Report>, 'kept' | 'broken'> {
  report: Report;
  setForm: (change: Partial<ReportForm>) => void;
  changePhotos: (how: (before: Report['photos']) => Report['photos']) => void;
  /** Puts it into the queue. @throws when the phone cannot keep it: what waits there would not be what is on the page */
  send: () => Promise<void>;
  discard: () => Promise<void>;
}

const keepDraft = async (draft: Report): Promise<void> => {
  const { id, form, photos } = draft;
  const known = await reportStore.change(id, (before) => edit(before, { form, photos }));
  if (!known && !isEmpty(draft)) await reportStore.put(draft);
};

/** @param initial a draft of the store, or a new one */
export const useDraft = (initial: Report): Draft => {
  const { value: report, change, kept, broken, save, end } = useKeeping(initial, keepDraft);
  return {
    report,
    kept,
    broken,
    setForm: (part) => change((before) => edit(before, { form: { ...before.form, ...part } })),
    changePhotos: (how) => change((before) => edit(before, { photos: how(before.photos) })),
    async send() {
      if (!(await save())) throw new Error('The report could not be kept.');
      await reportStore.change(report.id, queue);
    },
    async discard() {
      await end();
      await reportStore.remove(report.id);
    },
  };
};
