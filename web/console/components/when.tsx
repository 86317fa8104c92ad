// An instant: short on the page, with date, weekday, seconds and zone when one points at it.
import { useLanguage } from '../../shared/language.ts';
import { fullDeadline, fullTime, shortDeadline, shortTime } from '../../shared/time.ts';

/** @param deadline it is the end of something: at midnight it names the day that it ends, with 24:00 */
export const When = ({ at, deadline = false }: { at: string; deadline?: boolean }) => {
  const language = useLanguage();
  const [short, full] = deadline ? [shortDeadline, fullDeadline] : [shortTime, fullTime];
  return (
    <time dateTime={at} title={full(at, language)} className="when">
      {short(at, language)}
    </time>
  );
};
