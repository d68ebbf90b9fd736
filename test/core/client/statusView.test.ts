// Each case: how the server fares and what it last said, and what the status item shows: `text | detail | severity busy | command`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusView, type ServerState } from '#client/statusView';
import type { StatusParams, StatusState } from '#core/messages/protocol';
import { english } from '#core/messages/translate';

const running: ServerState = { kind: 'running' };

function check(server: ServerState, status: StatusParams | null, expected: string): void {
  const { text, detail, severity, busy, command } = statusView(server, status, english);
  const help = command === null ? '-' : `${command.title}: ${[command.id, ...command.args].join(' ')}`;
  assert.equal([text, detail ?? '-', busy ? `${severity} busy` : severity, help].join(' | '), expected);
}

const says = (state: StatusState, text = 'words', detail: string | null = null): StatusParams => ({
  state,
  uri: 'file:///f.go',
  text,
  detail,
});

const cases: readonly (readonly [server: ServerState, status: StatusParams | null, expected: string])[] = [
  [
    { kind: 'untrusted' },
    null,
    'Escapement: workspace not trusted | Nothing is started until you trust it. | warning | Manage trust: workbench.trust.manage',
  ],
  [{ kind: 'starting' }, null, 'Escapement: starting | - | information busy | -'],
  [
    { kind: 'restarting', seconds: 4 },
    null,
    'Escapement: restarting | The server crashed; next try in 4 s. | warning busy | Show log: escapement.showLog',
  ],
  [
    { kind: 'crashed', times: 5 },
    says('idle'),
    'Escapement: stopped | The server crashed 5 times in 3 minutes. | error | Restart: escapement.restartServer',
  ],
  [running, null, 'Escapement: ready | - | information | -'],
  [running, says('idle'), 'Escapement: up to date | - | information | -'],
  [running, says('analysing'), 'Escapement: analysing | - | information busy | -'],
  [
    running,
    says('stale', 'It does not compile', './f.go:3:1: undefined: x'),
    'Escapement: older hints | The package does not compile. | information | Show problems: workbench.actions.view.problems',
  ],
  [
    running,
    says('noGo', 'No go command was found.', 'Install Go.'),
    'Escapement: no Go found | Install Go. | warning | Open setting: workbench.action.openSettings escapement.go.path',
  ],
  [
    running,
    says('notTrusted'),
    'Escapement: workspace not trusted | Nothing is started until you trust it. | warning | Manage trust: workbench.trust.manage',
  ],
  [
    running,
    says('notInBuild'),
    'Escapement: file not in the build | words | information | Open settings: workbench.action.openSettings escapement.go',
  ],
  [
    running,
    says('problem', 'go.mod: unknown directive: [a](command:b)', '请修正 go.mod。'),
    'Escapement: no analysis | go.mod: unknown directive: [a] (command:b) 请修正 go.mod。 | warning | Show log: escapement.showLog',
  ],
  [running, says('manual'), 'Escapement: not analysed | - | information | Analyse now: escapement.analyse'],
];

for (const [server, status, expected] of cases) {
  test(`${server.kind}${status === null ? '' : `, ${status.state}`}`, () => check(server, status, expected));
}
