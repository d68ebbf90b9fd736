// A stretch of the picture that glides to another one in an eighth of a second, so that the eye can follow what was zoomed.
import type { Span } from '#core/messages/profileView';
import { wantsNoMotion } from '../base/theme';

const milliseconds = 130;

export interface Glide {
  /** What is in sight now. */
  readonly now: Span;
  /** Where it is going. */
  readonly target: Span;
  to(target: Span): void;
  jump(target: Span): void;
}

/** `draw` is called for each step. */
export function glide(start: Span, draw: () => void): Glide {
  let now = start;
  let target = start;
  let run = 0;
  return {
    get now() {
      return now;
    },
    get target() {
      return target;
    },
    jump(next) {
      run++;
      now = target = next;
      draw();
    },
    to(next) {
      if (wantsNoMotion()) return this.jump(next);
      const mine = ++run;
      const begin = now;
      const started = performance.now();
      target = next;
      const step = () => {
        if (mine !== run) return;
        const done = Math.min(1, (performance.now() - started) / milliseconds);
        const eased = 1 - (1 - done) ** 3;
        now =
          done === 1
            ? next
            : { from: begin.from + (next.from - begin.from) * eased, to: begin.to + (next.to - begin.to) * eased };
        draw();
        if (done < 1) requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    },
  };
}
