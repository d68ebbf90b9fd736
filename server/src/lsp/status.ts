// What the status item says about a file, from what analysis knows about it.
import type { StatusParams } from '#core/messages/protocol';
import type { Translate } from '#core/messages/translate';
import type { LiveStatus } from '#server/analysis/live';
import { describeProblem } from '#server/analysis/problems';

export function statusParams(uri: string, status: LiveStatus, t: Translate): StatusParams {
  switch (status.kind) {
    case 'idle':
      return { state: 'idle', uri, text: t('Escape hints are up to date'), detail: null };
    case 'analysing':
      return { state: 'analysing', uri, text: t('Analysing…'), detail: null };
    case 'manual':
      return {
        state: 'manual',
        uri,
        text: t('Not analysed yet'),
        detail: t('Analysis runs on the command “Analyse now”.'),
      };
    case 'stale':
      return {
        state: 'stale',
        uri,
        text: t('The package does not compile: hints are from its last good text'),
        detail: firstLine(status.error),
      };
    case 'not-in-build':
      return {
        state: 'notInBuild',
        uri,
        text: t('This file is not part of the build'),
        detail: t('Its build constraints, GOOS, GOARCH or tags leave it out.'),
      };
    case 'problem': {
      const { text, remedy } = describeProblem(status.problem, t);
      const state =
        status.problem.kind === 'go-missing'
          ? 'noGo'
          : status.problem.kind === 'not-trusted'
            ? 'notTrusted'
            : 'problem';
      return { state, uri, text, detail: remedy };
    }
  }
}

function firstLine(text: string): string {
  return text.split('\n').find(line => line.trim() !== '' && !line.startsWith('#')) ?? '';
}
