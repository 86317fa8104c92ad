// Who did it, for which unit and in which capacity; what time did is the system's, and no unit's.
import { text } from '../../../shared/language.ts';
import { roleWords } from '../../../shared/words.ts';
import type { Tongue } from './sentences.ts';
import type { EventAnswer } from './story.ts';

const words = {
  duty: text('依职责', 'by duty'),
  receipt: text('凭回执', 'by receipt'),
  system: text('按规则自动', 'by the rules'),
  joint: text(' ', ', '),
  resident: text('居民', 'Resident'),
  automatic: text('系统', 'System'),
  actingFor: text('代表{unit}', 'for {unit}'),
};

export const Who = ({ event, tongue: { say } }: { event: EventAnswer; tongue: Tongue }) => {
  const { person, unit, authority } = event;
  if (authority.basis === 'system') {
    return (
      <>
        <strong>{say(words.automatic)}</strong> <span className="timeline-basis">{say(words.system)}</span>
      </>
    );
  }
  if (authority.basis === 'receipt') {
    return (
      <>
        <strong>{say(words.resident)}</strong> <span className="timeline-basis">{say(words.receipt)}</span>
      </>
    );
  }
  return (
    <>
      <strong>
        <bdi>{person.name ?? person.id}</bdi>
      </strong>{' '}
      <span>
        {unit.name} · {say(roleWords[authority.role])}
      </span>
      {say(words.joint)}
      <span className="timeline-basis">
        {say(words.duty)}
        {authority.unit !== unit.unit && ` ${say(words.actingFor, { unit: authority.name })}`}
      </span>
    </>
  );
};
