// Runs in the browser before the panel's own script: stands in for the editor, with the real decoder and the real answers, which in the
// editor are a worker's. Messages are cloned both ways, as they are there.
import { answerer } from '#core/profile/answer';
import { withBase } from '#core/profile/withBase';
import { decodeProfile } from '#core/profile/decode';
import { factsFor } from '#core/profile/facts';
import type { Profile } from '#core/profile/profile';
import { isToHost } from '#core/messages/profileViewChecks';
import type { Answer, Question, ToHost, ToPanel } from '#core/messages/profileView';
import { english, translator } from '#core/messages/translate';

export interface ProfileHost {
  /** What the page has sent, but for questions. */
  readonly sent: ToHost[];
  readonly questions: Question[];
  /** Messages of no known shape; there should be none. */
  readonly strange: unknown[];
  state: unknown;
  /** Answers wait in `held` while this is set. */
  isHolding: boolean;
  readonly held: (() => void)[];
  /** What was unpacked, maybe in base64; `words` of the user's language, {} for English. */
  open(profile: string | Uint8Array, options?: OpenOptions): void;
  post(message: ToPanel): void;
}

export interface OpenOptions {
  readonly base?: string;
  readonly modules?: readonly string[];
  readonly language?: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly operations?: number;
  readonly baseOperations?: number;
}

declare global {
  interface Window {
    profileHost: ProfileHost;
    acquireVsCodeApi: unknown;
  }
}

let answer: ((question: Question) => Answer) | null = null;

const host: ProfileHost = {
  sent: [],
  questions: [],
  strange: [],
  isHolding: false,
  held: [],
  state: JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
  post: message => postMessage(structuredClone(message)),
  open(bytes, { base, modules = [], language = 'en', words = {}, operations = 0, baseOperations = 0 } = {}) {
    const own = decode(bytes);
    const profile = base === undefined ? own : compared(own, decode(base));
    answer = answerer({ profile, modules, t: language === 'en' ? english : translator(words) });
    const facts = factsFor(profile, own);
    host.post({ kind: 'words', language, words });
    host.post({ kind: 'opening', name: 'cpu.pprof', bytes: bytes.length });
    const baseName = base === undefined ? null : 'before.pprof';
    host.post({ kind: 'opened', name: 'cpu.pprof', facts, baseName, operations, baseOperations });
  },
};

window.profileHost = host;
window.acquireVsCodeApi = () => ({
  postMessage(message: unknown) {
    const cloned: unknown = structuredClone(message);
    if (!isToHost(cloned)) host.strange.push(cloned);
    else if (cloned.kind === 'ask') {
      host.questions.push(cloned.question);
      const { id, question } = cloned;
      // As a worker does, not at once.
      const tell = () => answer && host.post({ kind: 'answer', id, answer: answer(question) });
      if (host.isHolding) host.held.push(tell);
      else setTimeout(tell);
    } else host.sent.push(cloned);
  },
  getState: () => host.state,
  setState(state: unknown) {
    host.state = structuredClone(state);
    sessionStorage.setItem('state', JSON.stringify(state));
  },
});

function decode(file: string | Uint8Array): Profile {
  const bytes = typeof file === 'string' ? Uint8Array.from(atob(file), letter => letter.charCodeAt(0)) : file;
  const decoded = decodeProfile(bytes);
  if (decoded.kind !== 'profile') throw new Error(JSON.stringify(decoded.problem));
  return decoded.profile;
}

function compared(profile: Profile, base: Profile): Profile {
  const merged = withBase(profile, base);
  if (merged.kind !== 'profile') throw new Error(JSON.stringify(merged.problem));
  return merged.profile;
}
