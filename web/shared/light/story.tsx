// What happened, the latest first, in plain words; with the files that came with it, but for those of the request itself.
import { useLanguage } from '../language.ts';
import { fullTime, spokenTime } from '../time.ts';
import type { Case, Told } from './case.ts';
import { Files } from './files.tsx';
import { hears, namesIn, type Reader, tellEvent, writtenIn } from './telling.ts';

export const Story = ({ events, reader, seen }: { events: readonly Told[]; reader: Reader; seen: Case }) => {
  const language = useLanguage();
  const names = namesIn(events, seen);
  return (
    <ol className="story">
      {[...events]
        .reverse()
        .filter((event) => hears(reader, event))
        .map((event) => (
          <li key={event.seq}>
            <time className="quiet" dateTime={event.at} title={fullTime(event.at, language)}>
              {spokenTime(event.at, language)}
            </time>
            <span>{tellEvent(event, names, language)}</span>
            {writtenIn(event).map((said) => (
              <p className="said quiet" key={said}>
                {said}
              </p>
            ))}
            {event.type !== 'received' && <Files caseNo={seen.caseNo} files={event.files} />}
          </li>
        ))}
    </ol>
  );
};
