// A rehearsal's time passes when somebody lets it: by the hour, by days, or just to where the system does something next.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ApiError, api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { shortDeadline } from '../../../shared/time.ts';
import type { Chapter } from '../../components/timeline/story.ts';
import { When } from '../../components/when.tsx';
import { caseMoved } from '../../queries.ts';

const words = {
  title: text('演练：让时间前进', 'Rehearsal: let time pass'),
  now: text('此事项的现在', 'Its present'),
  next: text('到下一节点（{at}）', 'To what happens next ({at})'),
  failed: text('时间没有前进', 'Time did not pass'),
};

const choices = [
  { duration: 'PT1H', label: text('1 小时', '1 hour') },
  { duration: 'PT4H', label: text('4 小时', '4 hours') },
  { duration: 'P1D', label: text('1 天', '1 day') },
  { duration: 'P3D', label: text('3 天', '3 days') },
  { duration: 'P7D', label: text('7 天', '7 days') },
  { duration: 'P30D', label: text('30 天', '30 days') },
] as const;

/** The earliest instant at which time does something to the case; null: never. */
const nextOf = ({ clocks, suspension }: Schemas['Case'], archiveAt: string | null): string | null =>
  [...clocks.flatMap(({ next }) => next?.at ?? []), suspension?.until, archiveAt]
    .filter((at) => typeof at === 'string')
    .sort()
    .at(0) ?? null;

export const Advance = ({
  kase,
  story,
  onDone,
}: {
  kase: Schemas['Case'];
  story: readonly Chapter[];
  onDone: (answer: Schemas['Case']) => void;
}) => {
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const { caseNo } = kase;
  const { mutate, isPending, variables, error } = useMutation<Schemas['Case'], ApiError, string>({
    mutationFn: (duration) =>
      ask(api.POST('/v1/cases/{caseNo}/rehearsal/advance', { params: { path: { caseNo } }, body: { duration } })),
    onSuccess: (answer) => {
      onDone(answer);
      client.setQueryData(['case', caseNo], answer);
      void client.invalidateQueries({ queryKey: ['case', caseNo] });
      caseMoved(client);
    },
  });
  const next = nextOf(kase, story.at(-1)?.after.archiveAt ?? null);
  const toNext =
    next === null ? null : `PT${Math.max(1, Math.ceil((Date.parse(next) - Date.parse(kase.now)) / 1000) + 1)}S`;
  return (
    <section className="case-block advance" aria-labelledby="advance-title">
      <h2 id="advance-title">{say(words.title)}</h2>
      <p className="fact-line">
        {say(words.now)} <When at={kase.now} />
      </p>
      <div className="action-row">
        {choices.map(({ duration, label }) => (
          <Button
            key={duration}
            disabled={isPending}
            loading={isPending && variables === duration}
            onClick={() => mutate(duration)}
          >
            {say(label)}
          </Button>
        ))}
        {next !== null && toNext !== null && (
          <Button disabled={isPending} loading={isPending && variables === toNext} onClick={() => mutate(toNext)}>
            {say(words.next, { at: shortDeadline(next, language) })}
          </Button>
        )}
      </div>
      {error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={say(words.failed)}
          description={partIn(language, error.message)}
        />
      )}
    </section>
  );
};
