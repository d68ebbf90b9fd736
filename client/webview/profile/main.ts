// The page of a profile's panel: it says that it is there, and draws what the extension sends.
import type { ToHost, ToPanel } from '#core/messages/profileView';
import { isToPanel } from '#core/messages/profileViewChecks';
import { connect } from '../base/host';

const host = connect<ToPanel, ToHost>(isToPanel, () => undefined);
host.post({ kind: 'ready' });
