// The grid worker's page.
import { text, useSay } from '../shared/language.ts';

const words = {
  title: text('随手报', 'Report something'),
  toConsole: text('到工作台', 'To the console'),
};

export const PhonePage = () => {
  const say = useSay();
  return (
    <main className="light">
      <h1>{say(words.title)}</h1>
      <p>
        <a href="/">{say(words.toConsole)}</a>
      </p>
    </main>
  );
};
