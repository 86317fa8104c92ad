// 工作日历 Working calendars.
import { text, useSay } from '../../../shared/language.ts';

const words = { title: text('工作日历', 'Working calendars') };

export const CalendarsPage = () => {
  const say = useSay();
  return <h1>{say(words.title)}</h1>;
};
