// What the language status item shows: a short word for the state, what is wrong or what to do, and the one command that helps.
// Made from how the language server fares and what it says about the active file. VS Code puts it all in one line of about
// eighty characters and lets a longer one scroll, the command last: so words are few.
import type { StatusParams } from '#core/messages/protocol';
import type { Translate } from '#core/messages/translate';
import type { CommandId } from './commandTable';

export type ServerState =
  /** Nothing is started, because the workspace is not trusted. */
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  /** It crashed, and is started again in so many seconds. */
  | { readonly kind: 'restarting'; readonly seconds: number }
  /** It crashed so many times in a short while that it is not started again unasked. */
  | { readonly kind: 'crashed'; readonly times: number };

export interface StatusView {
  readonly text: string;
  readonly detail: string | null;
  readonly severity: 'information' | 'warning' | 'error';
  readonly busy: boolean;
  readonly command: StatusCommand | null;
}

export interface StatusCommand {
  readonly title: string;
  readonly id:
    CommandId | 'workbench.trust.manage' | 'workbench.action.openSettings' | 'workbench.actions.view.problems';
  readonly args: readonly string[];
}

/** `status`: the server's newest word about the active file, else about itself; null where it has said nothing yet. */
export function statusView(server: ServerState, status: StatusParams | null, t: Translate): StatusView {
  switch (server.kind) {
    case 'untrusted':
      return untrusted(t);
    case 'starting':
      return { ...quiet, text: t('Escapement: starting'), busy: true };
    case 'restarting':
      return {
        text: t('Escapement: restarting'),
        detail: t('The server crashed; next try in {0} s.', server.seconds),
        severity: 'warning',
        busy: true,
        command: showLog(t),
      };
    case 'crashed':
      return {
        ...quiet,
        text: t('Escapement: stopped'),
        detail: t('The server crashed {0} times in 3 minutes.', server.times),
        severity: 'error',
        command: { title: t('Restart'), id: 'escapement.restartServer', args: [] },
      };
    case 'running':
      return status === null ? { ...quiet, text: t('Escapement: ready') } : fileView(status, t);
  }
}

function fileView(status: StatusParams, t: Translate): StatusView {
  const whatToDo = plain(status.detail ?? status.text);
  switch (status.state) {
    case 'idle':
      return { ...quiet, text: t('Escapement: up to date') };
    case 'analysing':
      return { ...quiet, text: t('Escapement: analysing'), busy: true };
    case 'stale':
      return {
        ...quiet,
        text: t('Escapement: older hints'),
        detail: t('The package does not compile.'),
        command: { title: t('Show problems'), id: 'workbench.actions.view.problems', args: [] },
      };
    case 'noGo':
      return {
        ...quiet,
        text: t('Escapement: no Go found'),
        detail: whatToDo,
        severity: 'warning',
        command: openSettings(t('Open setting'), 'escapement.go.path'),
      };
    case 'notTrusted':
      return untrusted(t);
    case 'notInBuild':
      return {
        ...quiet,
        text: t('Escapement: file not in the build'),
        detail: whatToDo,
        command: openSettings(t('Open settings'), 'escapement.go'),
      };
    case 'problem':
      return {
        ...quiet,
        text: t('Escapement: no analysis'),
        detail: plain(`${status.text} ${status.detail ?? ''}`.trim()),
        severity: 'warning',
        command: showLog(t),
      };
    case 'manual':
      return {
        ...quiet,
        text: t('Escapement: not analysed'),
        command: { title: t('Analyse now'), id: 'escapement.analyse', args: [] },
      };
  }
}

const quiet = { detail: null, severity: 'information', busy: false, command: null } as const;

function untrusted(t: Translate): StatusView {
  return {
    ...quiet,
    text: t('Escapement: workspace not trusted'),
    detail: t('Nothing is started until you trust it.'),
    severity: 'warning',
    command: { title: t('Manage trust'), id: 'workbench.trust.manage', args: [] },
  };
}

const showLog = (t: Translate): StatusCommand => ({ title: t('Show log'), id: 'escapement.showLog', args: [] });

const openSettings = (title: string, query: string): StatusCommand => ({
  title,
  id: 'workbench.action.openSettings',
  args: [query],
});

/** The item makes a link of `[…](command:…)`: words of a compiler or of go.mod must not become one. */
function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
