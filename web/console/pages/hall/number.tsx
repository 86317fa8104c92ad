// A figure that counts to its new value instead of jumping, in a box that does not move. Drawn past React: sixty times a second is not
// worth a render.
import { memo, useLayoutEffect, useRef } from 'react';
import { wantsLessMotion } from '../../../shared/less-motion.ts';

const tookMs = 700;

/** @param digits behind the point */
export const CountUp = memo(({ value, digits = 0, unit = '' }: { value: number; digits?: number; unit?: string }) => {
  const element = useRef<HTMLSpanElement>(null);
  const shown = useRef<number | null>(null);
  useLayoutEffect(() => {
    const from = shown.current ?? value;
    const began = performance.now();
    let frame = 0;
    const show = (each: number): void => {
      shown.current = each;
      if (element.current) element.current.textContent = each.toFixed(digits);
    };
    const step = (now: number): void => {
      const done = Math.min(1, (now - began) / tookMs);
      show(from + (value - from) * (1 - (1 - done) ** 3));
      if (done < 1) frame = requestAnimationFrame(step);
    };
    if (from === value || wantsLessMotion() || document.hidden) show(value);
    else frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [value, digits]);
  return (
    <span className="hall-number">
      <span ref={element} />
      {unit && <small>{unit}</small>}
    </span>
  );
});
