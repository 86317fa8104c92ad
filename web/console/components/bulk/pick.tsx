// The checkbox of a row, and the one over all rows. The browser's own, because a list draws fifty before anybody can use it.
import './pick.css';

/** @param onPick with Shift held, all between this row and the last one are meant (`use-selection.ts`) */
export const Pick = ({
  label,
  checked,
  onPick,
}: {
  /** What it chooses, for those who do not see the row. */
  label: string;
  checked: boolean;
  onPick: (checked: boolean, range: boolean) => void;
}) => (
  <label className="pick">
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      onChange={(event) => onPick(event.target.checked, (event.nativeEvent as PointerEvent).shiftKey)}
    />
  </label>
);

/** Chooses all rows that are loaded; half-way while some are chosen. */
export const PickAll = ({
  label,
  order,
  selected,
  onPick,
}: {
  label: string;
  /** The case numbers of the rows. */
  order: readonly string[];
  selected: ReadonlySet<string>;
  onPick: (checked: boolean) => void;
}) => {
  const all = order.length > 0 && order.every((caseNo) => selected.has(caseNo));
  return (
    <label className="pick">
      <input
        type="checkbox"
        aria-label={label}
        checked={all}
        // Half-way is not an attribute: HTML knows it as a property alone.
        ref={(box) => {
          if (box) box.indeterminate = !all && selected.size > 0;
        }}
        onChange={(event) => onPick(event.target.checked)}
      />
    </label>
  );
};
