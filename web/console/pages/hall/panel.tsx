// A part of the hall with its heading.
import { type ReactNode, useId } from 'react';

export const Panel = ({
  name,
  note,
  area,
  children,
}: {
  name: string;
  note?: ReactNode;
  /** Its place in the layout. */
  area: string;
  children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className={`hall-panel hall-${area}`} aria-labelledby={id}>
      <div className="hall-panel-head">
        <h2 id={id}>{name}</h2>
        {note !== undefined && <div className="hall-panel-note">{note}</div>}
      </div>
      {children}
    </section>
  );
};
