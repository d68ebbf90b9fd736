// Questions to the worker. Answers come back in any order; of those on one channel (the picture, the table …) only the newest counts, and
// while one is under way at most one more waits, so that a fast hand does not leave a queue behind.
import type { Answer, Question } from '#core/messages/profileView';

export type AnswerTo<K> = Extract<Answer, { readonly kind: K }> | Extract<Answer, { readonly kind: 'problem' }>;

export interface Asking {
  /** Asks, and forgets what was asked on this channel before. */
  channel(): <Q extends Question>(question: Q, use: (answer: AnswerTo<Q['kind']>) => void) => void;
  receive(id: number, answer: Answer): void;
}

/** Of all panels that a page has had: an answer that comes late finds nobody. */
let ids = 0;

export function asking(post: (id: number, question: Question) => void): Asking {
  const waiting = new Map<number, (answer: Answer) => void>();
  const send = (question: Question, use: (answer: Answer) => void) => {
    const id = ++ids;
    waiting.set(id, use);
    post(id, question);
  };
  return {
    channel() {
      let isBusy = false;
      let next: (() => void) | null = null;
      return function ask(question, use) {
        if (isBusy) {
          next = () => ask(question, use);
          return;
        }
        isBusy = true;
        send(question, answer => {
          isBusy = false;
          const newer = next;
          next = null;
          if (newer) newer();
          // The worker answers each kind of question in kind; anything else is dropped.
          else if (answer.kind === question.kind || answer.kind === 'problem') use(answer as never);
        });
      };
    },
    receive(id, answer) {
      const use = waiting.get(id);
      waiting.delete(id);
      use?.(answer);
    },
  };
}
