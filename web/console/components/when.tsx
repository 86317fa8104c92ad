// An instant: short on the page, with date, weekday, seconds and zone when one points at it.
import { useLanguage } from '../../shared/language.ts';
import { fullTime, shortTime } from '../../shared/time.ts';

export const When = ({ at }: { at: string }) => {
  const language = useLanguage();
  return (
    <time dateTime={at} title={fullTime(at, language)} className="when">
      {shortTime(at, language)}
    </time>
  );
};
