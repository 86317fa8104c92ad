// The small marks that say how a case stands: its card, phase, status and urgency. A colour never says it alone: the word is always there.
import type { ReactNode } from 'react';
import type { Phase, Urgency } from '../../../workflows/contract/case-type.ts';
import { cardColours, phaseColours, slackColours } from '../../shared/colours.ts';
import { text, useSay } from '../../shared/language.ts';
import { cardWords, outcomeWords, phaseWords, statusWords, urgedWords, urgencyWords } from '../../shared/words.ts';
import './case-tags.css';

/** A mark with a coloured ground. */
const Filled = ({ ground, ink, children }: { ground: string; ink: string; children: ReactNode }) => (
  <span className="case-tag" style={{ background: ground, color: ink, borderColor: ground }}>
    {children}
  </span>
);

/** A mark with a coloured edge. */
const Edged = ({ colour, children }: { colour: string; children: ReactNode }) => (
  <span className="case-tag" style={{ color: colour }}>
    {children}
  </span>
);

/** 黄牌, 红牌: nothing without a card. */
export const CardTag = ({ card }: { card: 'yellow' | 'red' | null }) => {
  const say = useSay();
  if (card === null) return null;
  return <Filled {...cardColours[card]}>{say(cardWords[card])}</Filled>;
};

/** A phase, and the step within it when it is given. */
export const PhaseTag = ({ phase, step }: { phase: Phase; step?: string }) => {
  const say = useSay();
  return (
    <span className="phase-tag">
      <Edged colour={phaseColours[phase]}>{say(phaseWords[phase])}</Edged>
      {step !== undefined && <span className="phase-tag-step">{step}</span>}
    </span>
  );
};

const statusColours = { open: '#0958d9', closed: '#237804', archived: slackColours.stopped } as const;

/** Open, closed or archived; a withdrawn case says so. */
export const StatusTag = ({
  status,
  outcome,
}: {
  status: 'open' | 'closed' | 'archived';
  outcome?: 'resolved' | 'withdrawn' | null;
}) => {
  const say = useSay();
  return (
    <Edged colour={statusColours[status]}>
      {say(status !== 'open' && outcome === 'withdrawn' ? outcomeWords.withdrawn : statusWords[status])}
    </Edged>
  );
};

const urgencyColours: Readonly<Record<Urgency, { ground: string; ink: string } | null>> = {
  emergency: { ground: '#fff1f0', ink: '#a8071a' },
  urgent: { ground: '#fff7e6', ink: '#873800' },
  normal: null,
  complex: { ground: '#f9f0ff', ink: '#531dab' },
};

export const UrgencyTag = ({ urgency }: { urgency: Urgency }) => {
  const say = useSay();
  const colours = urgencyColours[urgency];
  return colours ? (
    <Filled {...colours}>{say(urgencyWords[urgency])}</Filled>
  ) : (
    <span className="case-tag-plain">{say(urgencyWords[urgency])}</span>
  );
};

/** 催办 n 次: nothing for a case that nobody urged, nor for one that is done. */
export const UrgedTag = ({ status, urges }: { status: 'open' | 'closed' | 'archived'; urges: number }) => {
  const say = useSay();
  if (urges === 0 || status !== 'open') return null;
  return <Edged colour="#873800">{say(urgedWords, { n: urges })}</Edged>;
};

const words = { rehearsal: text('演练', 'Rehearsal') };

/** 演练: its time may be skipped, and no statistics count it. */
export const RehearsalTag = () => {
  const say = useSay();
  return (
    <Filled ground="#f0f0f0" ink="#434343">
      {say(words.rehearsal)}
    </Filled>
  );
};
