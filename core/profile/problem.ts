// Why a file is no profile, or none that can be shown, in one sentence. `go tool pprof` refuses what is malformed here, and passes what is not.
import type { Translate } from '#core/messages/translate';

export type ProfileProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly flaw: Flaw }
  /** Two profiles, one glued to the other's end. */
  | { readonly kind: 'concatenated' }
  /** A gzip or zstd stream that is damaged, cut, or followed by something else. */
  | { readonly kind: 'not-unpacked'; readonly format: 'gzip' | 'zstd' }
  | { readonly kind: 'too-large'; readonly limit: number }
  /** Its bytes are few, but each names very many frames. */
  | { readonly kind: 'too-many-frames' }
  /** A zstd stream made so that unpacking it would take minutes. */
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'something-else'; readonly what: OtherFile };

export type Flaw =
  | 'cut-short'
  | 'wire'
  | 'no-strings'
  | 'first-string'
  | 'string'
  | 'no-sample-types'
  | 'too-many-sample-types'
  | 'value-count'
  | 'id-zero'
  | 'id-twice'
  | 'location'
  | 'function';

/** What people open by mistake. */
export type OtherFile =
  | 'html'
  | 'text'
  | 'trace'
  | 'text-profile'
  | 'binary-cpu'
  | 'zip'
  | 'gzip-twice'
  | 'program'
  | 'image'
  | 'json'
  | 'perf'
  | 'core-dump';

/** A sentence without a full stop. */
export function sayProblem(problem: ProfileProblem, t: Translate): string {
  switch (problem.kind) {
    case 'empty':
      return t('the file is empty');
    case 'malformed':
      return t('not a valid profile: {0}', sayFlaw(problem.flaw, t));
    case 'concatenated':
      return t('two profiles in one file, one after the other');
    case 'not-unpacked':
      return t('the {0} data is damaged or was cut short', problem.format);
    case 'too-large':
      return t('unpacked, it is larger than {0} MB', Math.round(problem.limit / 2 ** 20));
    case 'too-many-frames':
      return t('its stacks unfold to far more frames than a file of its size can mean');
    case 'too-slow':
      return t('the zstd data is packed so that unpacking it would take too long: pack it anew');
    case 'something-else':
      return sayOther(problem.what, t);
  }
}

function sayFlaw(flaw: Flaw, t: Translate): string {
  switch (flaw) {
    case 'cut-short':
      return t('it ends in the middle of a field, as a file that was cut short does');
    case 'wire':
      return t('its bytes are no protocol buffer of a profile');
    case 'no-strings':
      return t('it has no string table');
    case 'first-string':
      return t('its first string is not empty');
    case 'string':
      return t('it names a string that is not in its table');
    case 'no-sample-types':
      return t('it does not say what its samples count');
    case 'too-many-sample-types':
      return t('it has thousands of sample types');
    case 'value-count':
      return t('a sample has more or fewer values than there are sample types');
    case 'id-zero':
      return t('a mapping, location or function has the number 0');
    case 'id-twice':
      return t('two mappings, locations or functions have the same number');
    case 'location':
      return t('a sample names a location that does not exist');
    case 'function':
      return t('a location names a function that does not exist');
  }
}

function sayOther(what: OtherFile, t: Translate): string {
  switch (what) {
    case 'html':
      return t('an HTML page, not a profile: the server may have answered with an error');
    case 'text':
      return t('a text, not a profile');
    case 'trace':
      return t('an execution trace, not a profile: `go tool trace` opens it');
    case 'text-profile':
      return t('a profile as text, which has not all that is needed: fetch it again without `debug=`');
    case 'binary-cpu':
      return t('a CPU profile in the old binary form, which has addresses and no names');
    case 'zip':
      return t('a ZIP archive, not a profile: unpack it first');
    case 'gzip-twice':
      return t('packed with gzip twice: unpack it once');
    case 'program':
      return t('a program, not a profile');
    case 'image':
      return t('a picture, not a profile');
    case 'json':
      return t('JSON, not a profile');
    case 'perf':
      return t('data of Linux perf, not a profile');
    case 'core-dump':
      return t('a core dump, not a profile');
  }
}
